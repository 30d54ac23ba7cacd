package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.Locale;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;

/** The LSTM layers that are compared. */
enum Variant {
  /** DL4J's own. */
  DENSE,
  /** Kronecker products doped with non-zeros wherever they are. */
  DOPED,
  /** Kronecker products doped with equally many non-zeros in each bank of 16 inputs. */
  DOPED_BALANCED;

  private static final double ANNEALING_START = 0.1;
  private static final double ANNEALING_END = 0.6;
  private static final int PRUNE_EVERY = 10;
  private static final int BANK = 16;

  /**
   * The layer, still without options that all variants share.
   *
   * @param settings compression factor
   * @param iterations training steps of the whole run, for the annealing
   * @return a builder
   */
  BaseRecurrentLayer.Builder<?> layer(Settings settings, int iterations) {
    return switch (this) {
      case DENSE -> new LSTM.Builder();
      case DOPED, DOPED_BALANCED ->
          new DopedLSTM.Builder()
              .structure(Kronecker.balanced())
              .doping(doping(iterations))
              .compression(settings.factor());
    };
  }

  private Doping doping(int iterations) {
    return Doping.builder()
        .anneal((int) (ANNEALING_START * iterations), (int) (ANNEALING_END * iterations))
        .every(PRUNE_EVERY)
        .granularity(granularity())
        .build();
  }

  private Granularity granularity() {
    return this == DOPED_BALANCED ? Granularity.bankBalanced(BANK) : Granularity.unstructured();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
