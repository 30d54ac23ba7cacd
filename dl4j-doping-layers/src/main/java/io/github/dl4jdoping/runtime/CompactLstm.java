package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Objects;

/**
 * An LSTM without peepholes, doped or not. With {@code z = x W + h R + b} in four blocks of H, in
 * DL4J's order candidate a, forget gate f, output gate o, input gate i: {@code c = g(f) c + g(i)
 * act(a)} and {@code h = g(o) act(c)}.
 */
public final class CompactLstm extends CompactLayer {

  /** The number of blocks of pre-activations. */
  static final int GATES = 4;

  private final WeightMatrix input;
  private final WeightMatrix recurrent;
  private final float[] bias;
  private final ActivationFunction activation;
  private final ActivationFunction gateActivation;

  /**
   * An LSTM.
   *
   * @param input {@code W [nIn, 4H]}
   * @param recurrent {@code R [H, 4H]}
   * @param bias {@code b [4H]}; copied
   * @param activation act, element-wise; fast for tanh
   * @param gateActivation g, element-wise; fast for the sigmoid
   * @throws IllegalArgumentException if shapes do not fit each other, a bias is not finite or an
   *     activation is not element-wise
   */
  public CompactLstm(
      WeightMatrix input,
      WeightMatrix recurrent,
      float[] bias,
      ActivationFunction activation,
      ActivationFunction gateActivation) {
    this.input = input;
    this.recurrent = recurrent;
    this.activation = elementWise(activation);
    this.gateActivation = elementWise(gateActivation);
    long columns = (long) GATES * recurrent.rows();
    if (recurrent.columns() != columns || input.columns() != columns) {
      throw new IllegalArgumentException(
          "An LSTM of H units has an input matrix [nIn, 4H] and a recurrent matrix [H, 4H]; got ["
              + input.rows()
              + ", "
              + input.columns()
              + "] and ["
              + recurrent.rows()
              + ", "
              + recurrent.columns()
              + "].");
    }
    this.bias = Checks.values("The bias of an LSTM", bias, columns);
    checkSparseParts();
  }

  /** Both sparse parts become one matrix, whose inputs are numbered with 16 bits. */
  private void checkSparseParts() {
    long rows = (long) input.rows() + recurrent.rows();
    boolean sparse = input.support().size() + recurrent.support().size() > 0;
    if (sparse && (rows > WeightMatrix.MOST_ROWS || rows * input.columns() > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "A doped LSTM has at most "
              + WeightMatrix.MOST_ROWS
              + " inputs and units together and at most 2^31 - 1 dense weights; got "
              + input.rows()
              + " inputs and "
              + recurrent.rows()
              + " units.");
    }
  }

  private static ActivationFunction elementWise(ActivationFunction activation) {
    if (!Objects.requireNonNull(activation, "activation").isElementWise()) {
      throw new IllegalArgumentException(
          "The activations of an LSTM are element-wise; " + activation + " is not.");
    }
    return activation;
  }

  @Override
  long denseParameters() {
    return input.denseParameters() + recurrent.denseParameters();
  }

  @Override
  long biases() {
    return bias.length;
  }

  @Override
  long parameters() {
    return input.parameters() + recurrent.parameters();
  }

  @Override
  boolean isRecurrent() {
    return true;
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.LSTM);
    writeBody(out);
  }

  /** All but the kind of layer. */
  void writeBody(ByteWriter out) {
    out.u32(inputs());
    out.u32(outputs());
    out.u8(activation.code());
    out.u8(gateActivation.code());
    out.floats(bias);
    input.write(out);
    recurrent.write(out);
  }

  @Override
  Stage stage(Kernels kernels) {
    return new LstmStage(this, kernels);
  }

  @Override
  public int inputs() {
    return input.rows();
  }

  @Override
  public int outputs() {
    return recurrent.rows();
  }

  /**
   * The input matrix.
   *
   * @return W
   */
  public WeightMatrix input() {
    return input;
  }

  /**
   * The recurrent matrix.
   *
   * @return R
   */
  public WeightMatrix recurrent() {
    return recurrent;
  }

  /**
   * The bias.
   *
   * @return a new array, {@code [4H]}
   */
  public float[] bias() {
    return bias.clone();
  }

  /**
   * The activation of the candidate and of the cell state.
   *
   * @return act
   */
  public ActivationFunction activation() {
    return activation;
  }

  /**
   * The activation of the three gates.
   *
   * @return g
   */
  public ActivationFunction gateActivation() {
    return gateActivation;
  }

  @Override
  public String toString() {
    return "LSTM " + inputs() + " -> " + outputs();
  }
}
