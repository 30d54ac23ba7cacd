/** Kernels in plain Java: the ones that always work, and the reference for the others. */
package io.github.dl4jdoping.kernel.scalar;
