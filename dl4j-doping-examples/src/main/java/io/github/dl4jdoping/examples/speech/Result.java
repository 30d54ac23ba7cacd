package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.runtime.LayerSize;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A variant, trained with one seed.
 *
 * @param variant what was trained
 * @param seed what with
 * @param accuracy share of the held out recordings that the network and the deployed model are right about
 * @param seconds duration of the training
 * @param deployment the deployed model and its files
 */
record Result(Variant variant, long seed, double accuracy, double seconds, Deployment deployment) {

  /**
   * The weight matrices of the LSTM.
   *
   * @return parameters and bytes, dense and compact
   */
  LayerSize lstm() {
    return deployment.model().size().lstms();
  }

  /**
   * Names and values, for a line of CSV.
   *
   * @param settings of the run
   * @param split of the recordings
   * @return in the order of the columns
   */
  Map<String, String> asMap(Settings settings, Split split) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("variant", variant.toString());
    row.put("seed", Long.toString(seed));
    row.put("split", split.toString());
    row.put("units", Integer.toString(settings.units()));
    row.put("factor", Double.toString(settings.factor()));
    row.put("epochs", Integer.toString(settings.epochs()));
    row.put("accuracy", decimal(accuracy));
    row.put("lstmWeights", Long.toString(lstm().parameters()));
    row.put("parameterFactor", decimal(lstm().parameterFactor()));
    row.put("memoryFactor", decimal(lstm().memoryFactor()));
    row.put("fileFactor", decimal(lstm().fileFactor()));
    row.put("compactBytes", Long.toString(deployment.compactBytes()));
    row.put("dl4jBytes", Long.toString(deployment.dl4jBytes()));
    row.put("seconds", String.format(Locale.ROOT, "%.0f", seconds));
    return row;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** How training ended, in a line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, seed %d: %.2f %% right after %.0f s of training",
        variant,
        seed,
        100 * accuracy,
        seconds);
  }
}
