/**
 * Kernels on Java arrays: products with structured and sparse matrices, and the element-wise part of
 * an LSTM step, each in scalar Java and on {@code jdk.incubator.vector}.
 *
 * <p>Rule of this room: it uses the JDK and the supports of sparse matrices, nothing else; only its
 * subpackage {@code vector} imports {@code jdk.incubator.vector}, and nothing outside this room loads
 * a class of that subpackage by name. Scalar loops are written so that HotSpot's compiler vectorises
 * them: one output array per loop, no branches.
 */
package io.github.dl4jdoping.kernel;
