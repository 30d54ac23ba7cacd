package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.structure.MatrixShape;

/**
 * How the LSTM layers of a network are compressed.
 *
 * @param variant how the weight matrices are built
 * @param factor dense weights by remaining weights that are aimed at, at least 1
 * @param terms terms of a Kronecker product, at least 1
 * @param rowDropout co-matrix row dropout rate, in [0, 1); 0 for none
 * @param rowDropoutUntil epoch at which row dropout has faded to 0, or infinity
 * @param annealFrom epoch (fractions allowed) at which pruning begins, at least 0
 * @param annealTo epoch at which the final density is reached, after {@code annealFrom}
 * @param every iterations between two prunings, at least 1
 * @param granularity what pruning keeps or drops as a whole
 */
public record LayerSettings(
    Variant variant,
    double factor,
    int terms,
    double rowDropout,
    double rowDropoutUntil,
    double annealFrom,
    double annealTo,
    int every,
    SupportGranularity granularity) {

  /**
   * Reads the settings of the layers.
   *
   * @param values to read from
   * @param defaults what is not given
   * @param epochs length of the run
   * @return checked settings
   * @throws IllegalArgumentException if one is out of range or does not go with another; the
   *     message names it
   */
  public static LayerSettings read(SettingValues values, LayerSettings defaults, int epochs) {
    LayerSettings settings =
        new LayerSettings(
            values.oneOf("variant", Variant.class, defaults.variant),
            values.number("factor", defaults.factor, v -> v >= 1, "be at least 1"),
            values.whole("terms", defaults.terms, 1),
            values.number("rowDropout", defaults.rowDropout, v -> v >= 0 && v < 1, "be in [0, 1)"),
            values.number("rowDropoutUntil", defaults.rowDropoutUntil, v -> v > 0, "be above 0"),
            values.number("annealFrom", defaults.annealFrom, v -> v >= 0, "be at least 0"),
            values.number("annealTo", defaults.annealTo, v -> v > 0, "be above 0"),
            values.whole("every", defaults.every, 1),
            values.oneOf("granularity", SupportGranularity.class, defaults.granularity));
    settings.check(epochs);
    return settings;
  }

  private void check(int epochs) {
    require(
        rowDropout == 0 || variant.doped(),
        "rowDropout needs two co-matrices, that is one of the variants doped-kp, doped-lmf and"
            + " doped-hmd; leave it out or set it to 0",
        variant);
    require(annealTo > annealFrom, "annealTo must come after annealFrom", annealTo);
    require(
        !variant.annealed() || annealTo <= epochs,
        "annealTo must be within the "
            + epochs
            + " epochs of training, or the final density is never reached; end it earlier or raise"
            + " epochs",
        annealTo);
    require(rowDropoutUntil >= annealTo, "rowDropoutUntil must not come before annealTo", annealTo);
    require(
        variant.annealed() || granularity == SupportGranularity.UNSTRUCTURED,
        "granularity is for variants that prune: prune, doped-kp, doped-lmf and doped-hmd; leave it"
            + " out",
        variant);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + value + ".");
    }
  }

  /**
   * A layer of this kind, still without options that all variants share.
   *
   * @param inputs size of its input
   * @param units size of its state
   * @param iterationsPerEpoch turns epochs of the annealing window into iterations
   * @return a builder
   */
  public DopedLSTM.Builder layer(int inputs, int units, int iterationsPerEpoch) {
    DopedLSTM.Builder builder =
        new DopedLSTM.Builder()
            .nIn(inputs)
            .nOut(units)
            .inputStructure(
                variant.structure(
                    MatrixShape.lstm(inputs, units), factor, terms, FactorShapes.SQUARE))
            .recurrentStructure(
                variant.structure(
                    MatrixShape.lstm(units, units), factor, terms, FactorShapes.SQUARE))
            .doping(doping(iterationsPerEpoch));
    return variant.annealed() ? builder.compression(factor) : builder;
  }

  private Doping doping(int iterationsPerEpoch) {
    if (variant == Variant.DENSE) {
      return Doping.dense();
    }
    if (!variant.annealed()) {
      return Doping.none();
    }
    int end = iteration(annealTo, iterationsPerEpoch);
    Doping.Builder doping =
        Doping.builder()
            .anneal(iteration(annealFrom, iterationsPerEpoch), end)
            .every(every)
            .granularity(granularity.granularity());
    if (rowDropout == 0 || Double.isInfinite(rowDropoutUntil)) {
      return doping.rowDropout(rowDropout).build();
    }
    int until = iteration(rowDropoutUntil, iterationsPerEpoch);
    return doping.rowDropout(new LinearFade(rowDropout, end, until)).build();
  }

  private static int iteration(double epoch, int perEpoch) {
    return Math.toIntExact(Math.round(epoch * perEpoch));
  }
}
