package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.deploy.Compressed;
import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.examples.common.WholeFile;
import io.github.dl4jdoping.structure.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Whether a run starts from a trained network that is compressed, and how; its training is then a
 * fine-tuning. A run of variant dense trains that network on as it is, for a fair comparison.
 *
 * @param source name of the experiment of the same task whose run with the same seed is compressed,
 *     or {@link #NONE}
 * @param budget how parameters are spread over matrices
 * @param calibrated whether errors are weighted with training data
 * @param initialDensity density of S after compression, from which it is annealed to the final one;
 *     0 for the final one and a support that is kept
 */
public record TrainedStart(
    String source, ParameterBudget budget, boolean calibrated, double initialDensity) {

  /** Name of no experiment: the run starts from random weights. */
  public static final String NONE = "none";

  // First, for the constructor needs it.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** A start from random weights. */
  public static final TrainedStart RANDOM =
      new TrainedStart(NONE, ParameterBudget.BY_ERROR, true, 0);

  /** Share of the parameter budget that goes to the structure, before budgets are compared. */
  public static final double STRUCTURE_SHARE = 0.5;

  private static final String REPORT = "compression.txt";

  /**
   * Checks the values.
   *
   * @param source name of an experiment, or {@link #NONE}
   * @param budget how parameters are spread over matrices
   * @param calibrated whether errors are weighted with training data
   * @param initialDensity density of S after compression, or 0
   * @throws IllegalArgumentException if one is wrong; the message names the setting
   */
  public TrainedStart {
    require(
        NAME.matcher(source).matches(),
        "compressed must be the name of an experiment of the same task, or none",
        source);
    require(
        initialDensity >= 0 && initialDensity <= 1,
        "initialDensity must be in [0, 1], 0 for a support that is kept",
        initialDensity);
    require(
        !source.equals(NONE) || areDefaults(budget, calibrated, initialDensity),
        "budget, calibrated and initialDensity are for runs that start with compressed; leave them"
            + " out",
        source);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + "; got " + value + ".");
    }
  }

  /**
   * Whether settings, not read yet, ask for a start from a trained network: defaults may differ.
   *
   * @param given settings by name
   * @return true if they name an experiment
   */
  public static boolean isIn(Map<String, String> given) {
    return !given.getOrDefault("compressed", NONE).equals(NONE);
  }

  /**
   * Reads the settings.
   *
   * @param values to read from
   * @param variant of the same run
   * @return checked settings
   * @throws IllegalArgumentException if one is wrong or does not go with another
   */
  public static TrainedStart read(SettingValues values, Variant variant) {
    TrainedStart start =
        new TrainedStart(
            values.parsed("compressed", NONE, name -> name),
            values.oneOf("budget", ParameterBudget.class, RANDOM.budget),
            values.yesOrNo("calibrated", RANDOM.calibrated),
            values.number("initialDensity", 0, v -> v >= 0 && v <= 1, "be in [0, 1]"));
    start.check(variant);
    return start;
  }

  /**
   * Checks that a variant can start like this.
   *
   * @param variant of the run
   * @throws IllegalArgumentException if it has neither a sparse matrix nor dense weights, or is
   *     dense and there are settings of compression
   */
  public void check(Variant variant) {
    require(
        !exists() || variant.annealed() || variant == Variant.DENSE,
        "compressed needs dense, which trains on as it is, or a variant with a sparse matrix: prune,"
            + " doped-kp, doped-lmf or doped-hmd",
        variant);
    require(
        variant != Variant.DENSE || areDefaults(budget, calibrated, initialDensity),
        "budget, calibrated and initialDensity are of no use to variant dense; leave them out",
        source);
  }

  private static boolean areDefaults(
      ParameterBudget budget, boolean calibrated, double initialDensity) {
    return budget == ParameterBudget.BY_ERROR && calibrated && initialDensity == 0;
  }

  /**
   * Whether there is a trained network to start from.
   *
   * @return false for a start from random weights
   */
  public boolean exists() {
    return !source.equals(NONE);
  }

  /**
   * Says when S is pruned after compression.
   *
   * @param doping to be completed
   * @param from iteration at which annealing begins, if it does
   * @param to iteration at which it ends
   * @return the doping with a window and an initial density
   */
  public Doping.Builder anneal(Doping.Builder doping, int from, int to) {
    return initialDensity == 0
        ? doping.keepSupport()
        : doping.initialDensity(initialDensity).anneal(from, to);
  }

  /**
   * Compresses a network, and writes down what became of its matrices.
   *
   * @param dense trained network, with the updater of the fine-tuning
   * @param structure of all weight matrices
   * @param factor dense weights by remaining weights
   * @param doping from {@link #anneal}
   * @param data a part of the training data, used if this start is calibrated
   * @param folder for compression.txt
   * @return a new network whose training begins
   * @throws IOException if the report cannot be written
   * @throws IllegalArgumentException if the factor is out of reach
   */
  public MultiLayerNetwork compress(
      MultiLayerNetwork dense,
      Structure structure,
      double factor,
      Doping doping,
      Iterable<DataSet> data,
      Path folder)
      throws IOException {
    Compression<MultiLayerNetwork> compression =
        Compression.of(dense)
            .factor(factor)
            .structure(structure)
            .budget(budget.budget())
            .doping(doping);
    if (calibrated) {
      compression.calibrate(new ExistingDataSetIterator(data));
    }
    Compressed<MultiLayerNetwork> compressed = compression.run();
    String report = compressed.report().toString();
    WholeFile.write(folder.resolve(REPORT), side -> Files.writeString(side, report));
    return compressed.net();
  }
}
