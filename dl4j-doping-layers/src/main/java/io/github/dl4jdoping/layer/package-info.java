/**
 * The DL4J implementation of a doped LSTM: parameters, recurrence engine, row dropout, inference
 * cache.
 *
 * <p>Rule of this room: it uses DL4J and the rooms {@code conf}, {@code structure}, {@code sparsity},
 * {@code support} and {@code kernel}. Users meet none of its types.
 */
package io.github.dl4jdoping.layer;
