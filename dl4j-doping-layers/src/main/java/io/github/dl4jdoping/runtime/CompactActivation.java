package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Kernels;
import java.util.Objects;

/** A layer that applies an activation function and has no weights. */
public final class CompactActivation extends CompactLayer {

  private final int size;
  private final ActivationFunction activation;

  /**
   * An activation layer.
   *
   * @param size number of inputs and outputs, at least 1
   * @param activation what is applied
   * @throws IllegalArgumentException if the size is less than 1
   */
  public CompactActivation(int size, ActivationFunction activation) {
    this.size = Checks.size("An activation layer", size);
    this.activation = Objects.requireNonNull(activation, "activation");
  }

  /**
   * The activation function.
   *
   * @return what is applied last
   */
  public ActivationFunction activation() {
    return activation;
  }

  @Override
  long denseParameters() {
    return 0;
  }

  @Override
  long biases() {
    return 0;
  }

  @Override
  void write(ByteWriter out) {
    out.u8(FileCodes.ACTIVATION);
    out.u32(size);
    out.u8(activation.code());
  }

  @Override
  Stage stage(Kernels kernels) {
    return new ActivationStage(this, activation);
  }

  @Override
  public int inputs() {
    return size;
  }

  @Override
  public int outputs() {
    return size;
  }

  @Override
  public String toString() {
    return "Activation " + activation;
  }
}
