package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.runtime.ActivationFunction;
import java.util.Map;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The runtime's functions for DL4J's. */
final class ActivationFunctions {

  private static final Map<IActivation, ActivationFunction> FUNCTIONS =
      Map.of(
          new ActivationIdentity(), ActivationFunction.IDENTITY,
          new ActivationSigmoid(), ActivationFunction.SIGMOID,
          new ActivationTanH(), ActivationFunction.TANH,
          new ActivationSoftmax(), ActivationFunction.SOFTMAX,
          new ActivationReLU(), ActivationFunction.RELU,
          new ActivationLReLU(), ActivationFunction.LEAKY_RELU,
          new ActivationHardSigmoid(), ActivationFunction.HARD_SIGMOID,
          new ActivationHardTanH(), ActivationFunction.HARD_TANH);

  private ActivationFunctions() {}

  /** The function that computes the same. */
  static ActivationFunction of(IActivation activation) {
    ActivationFunction function = FUNCTIONS.get(activation);
    if (function == null) {
      throw new Unsupported(
          "its activation function is "
              + activation
              + ". Functions that can be exported are identity, sigmoid, tanh, softmax, relu,"
              + " leakyrelu with its default slope, hardsigmoid and hardtanh.");
    }
    return function;
  }

  /** DL4J applies a softmax to whole sequences along the time steps, which are not known here. */
  static ActivationFunction elementWise(IActivation activation) {
    ActivationFunction function = of(activation);
    if (function == ActivationFunction.SOFTMAX) {
      throw new Unsupported(
          "its activation function is softmax, which works on whole sequences here. Put it into"
              + " the output layer.");
    }
    return function;
  }
}
