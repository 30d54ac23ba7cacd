/**
 * The deployed model: an immutable {@link io.github.dl4jdoping.runtime.CompactModel}, a {@link
 * io.github.dl4jdoping.runtime.CompactSession} for each stream, and the file between training and
 * deployment, described in docs/format.md.
 *
 * <p>Rule of this room: it uses the JDK, the kernels and the supports of sparse matrices, nothing
 * else, so that the library's jar alone runs a model. What describes a model holds its numbers and
 * checks them; what runs it trusts them. Nothing is allocated in a step, and nothing because a file
 * says so before the file has been seen to be that long.
 */
package io.github.dl4jdoping.runtime;
