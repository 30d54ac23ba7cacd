/**
 * What a user types into a model configuration: {@link io.github.dl4jdoping.conf.DopedLSTM} and
 * {@link io.github.dl4jdoping.conf.Doping}; and {@link io.github.dl4jdoping.conf.CompactDopedLSTM},
 * which compaction makes of them.
 *
 * <p>Rule of this room: it uses DL4J and the rooms {@code structure}, {@code sparsity} and {@code
 * support}. It names a layer's implementation only where DL4J asks a configuration for it.
 */
package io.github.dl4jdoping.conf;
