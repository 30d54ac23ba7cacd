package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.sparsity.LinearFade;

/**
 * How the doping matrix of a layer comes about.
 *
 * @param rowDropout co-matrix row dropout rate, in [0, 1); 0 for none
 * @param rowDropoutUntil epoch at which row dropout has faded to 0, or infinity
 * @param rowDropoutOn the matrices that row dropout applies to
 * @param rowDropoutPerSequence whether rows are dropped for a whole sequence and not per time step
 * @param annealFrom epoch (fractions allowed) at which pruning begins, at least 0
 * @param annealTo epoch at which the final density is reached, after {@code annealFrom}
 * @param every iterations between two prunings, at least 1
 * @param granularity what pruning keeps or drops as a whole
 * @param initialShare share of the initial variance that the doping matrix gets, in (0, 1)
 * @param dopingLr learning rate of the doping matrix by that of the rest, above 0
 * @param regrow share of the support that is swapped at first, in [0, 1); 0 for none
 * @param regrowEvery iterations between two swaps, at least 1
 * @param regrowUntil epoch at which the support becomes final; 0 for the end of annealing
 */
public record DopingSettings(
    double rowDropout,
    double rowDropoutUntil,
    RowDropoutTarget rowDropoutOn,
    boolean rowDropoutPerSequence,
    double annealFrom,
    double annealTo,
    int every,
    SupportGranularity granularity,
    double initialShare,
    double dopingLr,
    double regrow,
    int regrowEvery,
    double regrowUntil) {

  private static final double INITIAL_SHARE = 0.5;

  /**
   * Settings without row dropout and regrowth.
   *
   * @param annealFrom epoch at which pruning begins
   * @param annealTo epoch at which the final density is reached
   * @param every iterations between two prunings
   * @return settings, for defaults
   */
  public static DopingSettings annealed(double annealFrom, double annealTo, int every) {
    return new DopingSettings(
        0,
        Double.POSITIVE_INFINITY,
        RowDropoutTarget.BOTH,
        false,
        annealFrom,
        annealTo,
        every,
        SupportGranularity.UNSTRUCTURED,
        INITIAL_SHARE,
        1,
        0,
        100,
        0);
  }

  static DopingSettings read(SettingValues values, DopingSettings defaults) {
    return new DopingSettings(
        values.number("rowDropout", defaults.rowDropout, v -> v >= 0 && v < 1, "be in [0, 1)"),
        values.number("rowDropoutUntil", defaults.rowDropoutUntil, v -> v > 0, "be above 0"),
        values.oneOf("rowDropoutOn", RowDropoutTarget.class, defaults.rowDropoutOn),
        values.yesOrNo("rowDropoutPerSequence", defaults.rowDropoutPerSequence),
        values.number("annealFrom", defaults.annealFrom, v -> v >= 0, "be at least 0"),
        values.number("annealTo", defaults.annealTo, v -> v > 0, "be above 0"),
        values.whole("every", defaults.every, 1),
        values.oneOf("granularity", SupportGranularity.class, defaults.granularity),
        values.number("initialShare", defaults.initialShare, v -> v > 0 && v < 1, "be in (0, 1)"),
        values.number(
            "dopingLr", defaults.dopingLr, v -> v > 0 && Double.isFinite(v), "be above 0"),
        values.number("regrow", defaults.regrow, v -> v >= 0 && v < 1, "be in [0, 1)"),
        values.whole("regrowEvery", defaults.regrowEvery, 1),
        values.number("regrowUntil", defaults.regrowUntil, v -> v >= 0, "be at least 0"));
  }

  /** Checks what does not go together. */
  void check(Variant variant, int epochs) {
    require(
        rowDropout == 0 || variant.doped(),
        "rowDropout needs two co-matrices, that is one of the variants doped-kp, doped-lmf and"
            + " doped-hmd; leave it out or set it to 0",
        variant);
    require(
        rowDropout > 0 || (rowDropoutOn == RowDropoutTarget.BOTH && !rowDropoutPerSequence),
        "rowDropoutOn and rowDropoutPerSequence are for runs with rowDropout; leave them out",
        rowDropout);
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
        variant.annealed()
            || (granularity == SupportGranularity.UNSTRUCTURED && dopingLr == 1 && regrow == 0),
        "granularity, dopingLr and regrow are for variants that prune: prune, doped-kp, doped-lmf"
            + " and doped-hmd; leave them out",
        variant);
    require(
        variant.doped() || initialShare == INITIAL_SHARE,
        "initialShare is for variants with two co-matrices: doped-kp, doped-lmf and doped-hmd;"
            + " leave it out",
        variant);
    require(
        regrowUntil == 0 || regrowUntil > annealFrom,
        "regrowUntil must come after annealFrom",
        regrowUntil);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + value + ".");
    }
  }

  Doping doping(Variant variant, TrainedStart start, int iterationsPerEpoch) {
    if (variant == Variant.DENSE) {
      return Doping.dense();
    }
    if (!variant.annealed()) {
      return Doping.none();
    }
    int begin = iteration(annealFrom, iterationsPerEpoch);
    int end = iteration(annealTo, iterationsPerEpoch);
    Doping.Builder window =
        start.exists()
            ? start.anneal(Doping.builder(), begin, end)
            : Doping.builder().anneal(begin, end);
    Doping.Builder doping =
        window
            .every(every)
            .granularity(granularity.granularity())
            .initialShare(initialShare)
            .learningRateFactor(dopingLr)
            .rowDropoutOn(rowDropoutOn)
            .rowDropoutPerSequence(rowDropoutPerSequence)
            .rowDropout(rowDropout);
    if (rowDropout > 0 && Double.isFinite(rowDropoutUntil)) {
      int until = iteration(rowDropoutUntil, iterationsPerEpoch);
      doping.rowDropout(new LinearFade(rowDropout, end, until));
    }
    if (regrow > 0) {
      int until = regrowUntil == 0 ? end : iteration(regrowUntil, iterationsPerEpoch);
      doping.regrow(regrow, regrowEvery, until);
    }
    return doping.build();
  }

  private static int iteration(double epoch, int perEpoch) {
    return Math.toIntExact(Math.round(epoch * perEpoch));
  }
}
