package io.github.dl4jdoping.deploy;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of a network in the order of the computation.
 *
 * @param name for messages
 * @param conf its configuration; null if it only keeps the last step
 * @param parameters its parameters by name
 * @param preProcessor what its input goes through first, or null
 */
record NetLayer(
    String name,
    Layer conf,
    Function<String, INDArray> parameters,
    InputPreProcessor preProcessor) {}
