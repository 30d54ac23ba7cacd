package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.Locale;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;

/** The LSTM layers that are compared. */
enum Variant {
  /** DL4J's own. */
  DENSE,
  /** Kronecker products doped with any non-zeros. */
  DOPED;

  private static final double ANNEALING_START = 0.1;
  private static final double ANNEALING_END = 0.6;
  private static final int PRUNE_EVERY = 10;

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
      case DOPED ->
          new DopedLSTM.Builder()
              .structure(Kronecker.balanced())
              .doping(doping(iterations).build())
              .compression(settings.factor());
    };
  }

  private static Doping.Builder doping(int iterations) {
    return Doping.builder()
        .anneal((int) (ANNEALING_START * iterations), (int) (ANNEALING_END * iterations))
        .every(PRUNE_EVERY);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
