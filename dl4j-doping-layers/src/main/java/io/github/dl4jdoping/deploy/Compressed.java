package io.github.dl4jdoping.deploy;

import org.deeplearning4j.nn.api.Model;

/**
 * A compressed network and what was done to it.
 *
 * @param <N> the kind of network
 * @param net the new network
 * @param report what became of each layer
 */
public record Compressed<N extends Model>(N net, CompressionReport report) {}
