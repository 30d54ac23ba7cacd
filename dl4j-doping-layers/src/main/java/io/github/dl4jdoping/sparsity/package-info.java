/**
 * Extreme sparsity: the density schedule, magnitude pruning and the masks of row dropout.
 *
 * <p>Rule of this room: it may use ND4J and nothing else. Everything here is a pure function of its
 * arguments, so that training can be resumed and replicated.
 */
package io.github.dl4jdoping.sparsity;
