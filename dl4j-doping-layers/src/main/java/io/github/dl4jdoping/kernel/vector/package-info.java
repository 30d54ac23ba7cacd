/**
 * Kernels on {@code jdk.incubator.vector}, which must be added to the JVM with {@code --add-modules
 * jdk.incubator.vector}. The only importer of that module; loaded by name, so that everything else
 * runs without it.
 */
package io.github.dl4jdoping.kernel.vector;
