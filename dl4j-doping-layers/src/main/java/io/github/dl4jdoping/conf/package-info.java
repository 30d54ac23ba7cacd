/**
 * What a user types into a model configuration: {@link io.github.dl4jdoping.conf.DopedLSTM} and
 * {@link io.github.dl4jdoping.conf.Doping}.
 *
 * <p>Rule of this room: it uses DL4J and the rooms {@code structure} and {@code sparsity}. It names
 * the layer's implementation in two places only, where DL4J asks a configuration for it.
 */
package io.github.dl4jdoping.conf;
