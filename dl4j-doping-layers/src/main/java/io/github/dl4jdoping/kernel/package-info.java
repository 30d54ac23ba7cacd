/**
 * Small stateless kernels on Java arrays.
 *
 * <p>Rule of this room: it uses the JDK and nothing else. Loops are written so that HotSpot's
 * compiler vectorises them: one output array per loop, no branches.
 */
package io.github.dl4jdoping.kernel;
