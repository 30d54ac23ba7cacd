package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.examples.tasks.FactorShapes;
import io.github.dl4jdoping.examples.tasks.ParameterBudget;
import io.github.dl4jdoping.examples.tasks.SupportGranularity;
import io.github.dl4jdoping.examples.tasks.TrainedStart;
import io.github.dl4jdoping.examples.tasks.Variant;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that determines the outcome of a run, besides the text.
 *
 * @param preset network size and the defaults of what follows
 * @param variant how the weight matrices are built
 * @param factor dense weights by remaining weights that are aimed at, at least 1
 * @param terms terms of a Kronecker product, at least 1
 * @param rowDropout co-matrix row dropout rate, in [0, 1); 0 for none
 * @param rowDropoutUntil epoch at which row dropout has faded to 0, or infinity
 * @param annealFrom epoch (fractions allowed) at which pruning begins, at least 0
 * @param annealTo epoch at which the final density is reached, after {@code annealFrom}
 * @param every iterations between two prunings, at least 1
 * @param dropout probability that a non-recurrent connection is dropped, in [0, 1)
 * @param epochs passes over the text, at least 1
 * @param lr initial learning rate, above 0
 * @param decayFrom epochs with the initial learning rate, at least 0
 * @param decay divisor of the learning rate in every epoch after those, at least 1
 * @param clip bound on the norm of the gradient, above 0
 * @param limit only use this many tokens of each part of the text; 0 for all
 * @param seed of everything random
 * @param granularity what pruning keeps or drops as a whole
 * @param rowDropoutOn the matrices that row dropout applies to
 * @param rowDropoutPerSequence whether rows are dropped for a whole segment and not per time step
 * @param initialShare share of the initial variance that the doping matrix gets, in (0, 1)
 * @param dopingLr learning rate of the doping matrix by that of the rest, above 0
 * @param regrow share of the support that is swapped at first, in [0, 1); 0 for none
 * @param regrowEvery iterations between two swaps, at least 1
 * @param regrowUntil epoch at which the support becomes final; 0 for the end of annealing
 * @param kronecker shapes of the factors of a Kronecker product
 * @param distill share of the teacher's word distributions beside the words, in [0, 1]; 0 for none
 * @param teacher checkpoint of the model to learn from, or empty
 * @param compressed name of the experiment whose trained network the run starts from, or none
 * @param budget how parameters are spread over the matrices of that network
 * @param calibrated whether errors of its compression are weighted with training data
 * @param initialDensity density of S that it is annealed from; 0 for a support that is kept
 * @param sampledWords words that a training step looks at; 0 for the whole vocabulary
 */
record Settings(
    Preset preset,
    Variant variant,
    double factor,
    int terms,
    double rowDropout,
    double rowDropoutUntil,
    double annealFrom,
    double annealTo,
    int every,
    double dropout,
    int epochs,
    double lr,
    int decayFrom,
    double decay,
    double clip,
    int limit,
    long seed,
    SupportGranularity granularity,
    RowDropoutTarget rowDropoutOn,
    boolean rowDropoutPerSequence,
    Double initialShare,
    Double dopingLr,
    double regrow,
    Integer regrowEvery,
    double regrowUntil,
    FactorShapes kronecker,
    double distill,
    String teacher,
    String compressed,
    ParameterBudget budget,
    Boolean calibrated,
    double initialDensity,
    int sampledWords)
    implements Serializable {

  /** Number of sequences that are trained on side by side. */
  static final int BATCH = 20;

  /** Number of time steps that gradients flow back through. */
  static final int STEPS = 35;

  private static final double INITIAL_SHARE = 0.5;
  private static final int REGROW_EVERY = 100;

  /**
   * Checks all values.
   *
   * @throws IllegalArgumentException if one is out of range or does not go with another; the
   *     message names the command line option
   */
  Settings {
    // Checkpoints that were written before there was a choice do not have it.
    granularity = Objects.requireNonNullElse(granularity, SupportGranularity.UNSTRUCTURED);
    rowDropoutOn = Objects.requireNonNullElse(rowDropoutOn, RowDropoutTarget.BOTH);
    initialShare = Objects.requireNonNullElse(initialShare, INITIAL_SHARE);
    dopingLr = Objects.requireNonNullElse(dopingLr, 1.0);
    regrowEvery = Objects.requireNonNullElse(regrowEvery, REGROW_EVERY);
    teacher = Objects.requireNonNullElse(teacher, "");
    compressed = Objects.requireNonNullElse(compressed, TrainedStart.NONE);
    budget = Objects.requireNonNullElse(budget, TrainedStart.RANDOM.budget());
    calibrated = Objects.requireNonNullElse(calibrated, TrainedStart.RANDOM.calibrated());
    kronecker = Objects.requireNonNullElse(kronecker, FactorShapes.SQUARE);
    require(factor >= 1, "--factor must be at least 1", factor);
    require(terms >= 1, "--terms must be at least 1", terms);
    require(rowDropout >= 0 && rowDropout < 1, "--row-dropout must be in [0, 1)", rowDropout);
    require(
        rowDropout == 0 || variant.doped(),
        "--row-dropout needs two co-matrices, that is one of the variants doped-kp, doped-lmf and"
            + " doped-hmd; leave it out or set it to 0",
        variant);
    require(annealFrom >= 0, "--anneal must start at epoch 0 or later", annealFrom);
    require(annealTo > annealFrom, "--anneal must end after it starts", annealTo);
    require(
        !variant.annealed() || annealTo <= epochs,
        "--anneal must end within the "
            + epochs
            + " epochs of training, or the final density is never reached; end it earlier or raise"
            + " --epochs",
        annealTo);
    require(
        rowDropoutUntil >= annealTo,
        "--row-dropout-until must not come before the end of --anneal",
        rowDropoutUntil);
    require(every >= 1, "--every must be at least 1", every);
    requireThatItMatters(
        variant.annealed() || granularity == SupportGranularity.UNSTRUCTURED,
        "--granularity is for variants that prune: prune, doped-kp, doped-lmf and doped-hmd",
        variant);
    requireThatItMatters(
        rowDropout > 0 || (rowDropoutOn == RowDropoutTarget.BOTH && !rowDropoutPerSequence),
        "--row-dropout-on and --row-dropout-per-sequence are for runs with --row-dropout",
        rowDropout);
    require(
        initialShare > 0 && initialShare < 1,
        "--initial-share must be in (0, 1), both ends excluded",
        initialShare);
    requireThatItMatters(
        variant.doped() || initialShare == INITIAL_SHARE,
        "--initial-share is for variants with two co-matrices: doped-kp, doped-lmf and doped-hmd",
        variant);
    require(
        dopingLr > 0 && dopingLr < Double.POSITIVE_INFINITY,
        "--doping-lr must be above 0",
        dopingLr);
    requireThatItMatters(
        variant.annealed() || (dopingLr == 1 && regrow == 0),
        "--doping-lr and --regrow are for variants that prune: prune, doped-kp, doped-lmf and"
            + " doped-hmd",
        variant);
    require(regrow >= 0 && regrow < 1, "--regrow must be in [0, 1)", regrow);
    require(regrowEvery >= 1, "--regrow-every must be at least 1", regrowEvery);
    require(
        regrowUntil == 0 || regrowUntil > annealFrom,
        "--regrow-until must come after the start of --anneal",
        regrowUntil);
    requireThatItMatters(
        variant.kronecker() || kronecker.equals(FactorShapes.SQUARE),
        "--kronecker is for the variants kp and doped-kp",
        variant);
    require(distill >= 0 && distill <= 1, "--distill must be in [0, 1]", distill);
    require(
        distill > 0 != teacher.isEmpty(),
        "--distill and --teacher need each other: a share above 0 and a checkpoint to learn from",
        distill + " and '" + teacher + "'");
    require(dropout >= 0 && dropout < 1, "--dropout must be in [0, 1)", dropout);
    require(epochs >= 1, "--epochs must be at least 1", epochs);
    require(lr > 0 && lr < Double.POSITIVE_INFINITY, "--lr must be above 0", lr);
    require(decayFrom >= 0, "--decay-from must be at least 0", decayFrom);
    require(decay >= 1, "--decay must be at least 1", decay);
    require(clip > 0, "--clip must be above 0", clip);
    require(limit >= 0, "--limit must be at least 0", limit);
    require(
        sampledWords >= 0 && sampledWords % 2 == 0,
        "--sampled-words must be 0 or an even number above it",
        sampledWords);
    require(
        distill == 0 || sampledWords == 0,
        "--sampled-words does not go with --distill, since a teacher's distribution is one over all"
            + " words; leave one out",
        sampledWords);
    new TrainedStart(compressed, budget, calibrated, initialDensity).check(variant);
  }

  /**
   * Whether training starts from a compressed network.
   *
   * @return how
   */
  TrainedStart start() {
    return new TrainedStart(compressed, budget, calibrated, initialDensity);
  }

  private static void requireThatItMatters(boolean holds, String rule, Object value) {
    require(holds, rule + "; leave it out", value);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + value + ".");
    }
  }

  /**
   * Checks that a run with these settings would have come to the same point as a run with others.
   * Only the number of epochs may differ.
   *
   * @param before settings of the run that is to be continued
   * @param source where they were found, for the message
   * @throws IllegalArgumentException if something else differs; the message says what
   */
  void requireContinues(Settings before, Path source) {
    Map<String, String> old = before.asMap();
    Map<String, String> now = asMap();
    List<String> differences =
        now.keySet().stream()
            .filter(name -> !name.equals("epochs") && !now.get(name).equals(old.get(name)))
            .map(name -> name + " was " + old.get(name) + ", is " + now.get(name))
            .toList();
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          source
              + " is of a run with other settings, which cannot be resumed with these: "
              + String.join("; ", differences)
              + ". Give the options of that run, or another --out.");
    }
  }

  /**
   * Names and values, for a line of CSV.
   *
   * @return one entry per component, in their order
   */
  Map<String, String> asMap() {
    Map<String, String> values = new LinkedHashMap<>();
    for (RecordComponent component : Settings.class.getRecordComponents()) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(this).toString());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + component + ".", e);
      }
    }
    return values;
  }
}
