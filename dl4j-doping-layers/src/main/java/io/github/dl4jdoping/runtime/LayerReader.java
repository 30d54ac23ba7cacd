package io.github.dl4jdoping.runtime;

/** Reads layers. */
final class LayerReader {

  private final ByteReader in;

  private LayerReader(ByteReader in) {
    this.in = in;
  }

  /** Reads a layer. */
  static CompactLayer layer(ByteReader in) throws CompactFormatException {
    int at = in.position();
    try {
      return new LayerReader(in).layer();
    } catch (IllegalArgumentException e) {
      // Each number was possible by itself; what they make together is not.
      throw new CompactFormatException(at, "the layer is impossible: " + e.getMessage());
    }
  }

  private CompactLayer layer() throws CompactFormatException {
    int at = in.position();
    int kind = in.u8("A kind of layer");
    return switch (kind) {
      case FileCodes.EMBEDDING -> embedding();
      case FileCodes.LSTM -> lstm();
      case FileCodes.DENSE -> dense();
      case FileCodes.ACTIVATION -> new CompactActivation(size("The size"), activation());
      case FileCodes.LAST_STEP -> new CompactLastStep(size("The size"));
      case FileCodes.BIDIRECTIONAL -> new CompactBidirectional(lstm(), lstm(), mode());
      default -> throw FileCodes.unknown(at, "A kind of layer", kind);
    };
  }

  private int size(String what) throws CompactFormatException {
    return in.count(what, 1, Integer.MAX_VALUE);
  }

  private ActivationFunction activation() throws CompactFormatException {
    return FileCodes.read(
        in, "An activation function", ActivationFunction.values(), ActivationFunction::code);
  }

  private CompactBidirectional.Mode mode() throws CompactFormatException {
    return FileCodes.read(
        in,
        "A way to join directions",
        CompactBidirectional.Mode.values(),
        CompactBidirectional.Mode::code);
  }

  private CompactEmbedding embedding() throws CompactFormatException {
    int vocabulary = size("The size of the vocabulary");
    int outputs = size("The number of outputs");
    ActivationFunction activation = activation();
    float[] bias = in.optional("The bias", outputs);
    float[] weights = in.floats("The weights", vocabulary, outputs);
    return new CompactEmbedding(vocabulary, outputs, weights, bias, activation);
  }

  private CompactDense dense() throws CompactFormatException {
    int inputs = size("The number of inputs");
    int outputs = size("The number of outputs");
    ActivationFunction activation = activation();
    float[] bias = in.optional("The bias", outputs);
    float[] weights = in.floats("The weights", inputs, outputs);
    return new CompactDense(inputs, outputs, weights, bias, activation);
  }

  private CompactLstm lstm() throws CompactFormatException {
    int inputs = size("The number of inputs");
    int units = size("The number of units");
    ActivationFunction activation = activation();
    ActivationFunction gateActivation = activation();
    float[] bias = in.floats("The bias", CompactLstm.GATES, units);
    Checks.size("An input matrix", inputs, bias.length);
    Checks.size("A recurrent matrix", units, bias.length);
    WeightMatrix input = FactorsReader.matrix(in, inputs, bias.length);
    WeightMatrix recurrent = FactorsReader.matrix(in, units, bias.length);
    return new CompactLstm(input, recurrent, bias, activation, gateActivation);
  }
}
