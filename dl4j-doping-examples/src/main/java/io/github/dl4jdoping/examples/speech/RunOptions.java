package io.github.dl4jdoping.examples.speech;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line options that say what is trained, and for how long it streams. */
final class RunOptions {

  private static final double QUICK_SHARE = 0.25;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1",
      paramLabel = "N",
      description = {
        "Seeds, separated by commas; every variant is trained once with each. Streams are measured"
            + " with the first. Default: ${DEFAULT-VALUE}."
      })
  private List<Long> seeds;

  @Option(
      names = "--split",
      defaultValue = "test",
      converter = SplitName.class,
      paramLabel = "NAME",
      description = {
        "test (recordings 0 to 4 of each digit and speaker are held out, the official split) or"
            + " validation (5 to 9 are, and 0 to 4 unused). Default: ${DEFAULT-VALUE}."
      })
  private Split split;

  @Option(
      names = "--units",
      defaultValue = "128",
      paramLabel = "N",
      description = "Units of the LSTM. Default: ${DEFAULT-VALUE}.")
  private int units;

  @Option(
      names = "--factor",
      defaultValue = "16",
      paramLabel = "F",
      description = {
        "How many times fewer LSTM weights the doped variants have. Default: ${DEFAULT-VALUE}."
      })
  private double factor;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the recordings. Default: 10, or 4 with --quick.")
  private Integer epochs;

  @Option(
      names = "--dropout",
      defaultValue = "0.2",
      paramLabel = "P",
      description = {
        "Probability that an output of the LSTM is dropped while training. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double dropout;

  @Option(
      names = "--learning-rate",
      defaultValue = "0.004",
      paramLabel = "R",
      description = "Learning rate of Adam, before it is lowered. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--streams",
      defaultValue = "8",
      paramLabel = "N",
      description = "Streams at once. Default: ${DEFAULT-VALUE}.")
  private int streams;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = {"How long each model streams in real time. Default: 10, or 2 with --quick."})
  private Double seconds;

  @Option(
      names = "--quick",
      description = {
        "Fewer recordings, epochs and seconds, to see that everything works; the figures mean"
            + " little."
      })
  private boolean quick;

  /**
   * Checks everything before anything is done.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names the option
   */
  void check() {
    settings();
    if (streams < 1) {
      throw new IllegalArgumentException("--streams must be at least 1; got " + streams + ".");
    }
    if (!(seconds() > 0 && seconds() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("--seconds must be above 0; got " + seconds() + ".");
    }
  }

  /**
   * How the networks are built and trained.
   *
   * @return checked settings
   * @throws IllegalArgumentException if a value is out of range
   */
  Settings settings() {
    int passes = Objects.requireNonNullElse(epochs, quick ? 4 : 10);
    return new Settings(units, factor, passes, dropout, learningRate);
  }

  List<Long> seeds() {
    return seeds;
  }

  Split split() {
    return split;
  }

  /**
   * How much of the recordings to train on is used.
   *
   * @return above 0, at most 1
   */
  double share() {
    return quick ? QUICK_SHARE : 1;
  }

  int streams() {
    return streams;
  }

  /**
   * How long each model streams in real time.
   *
   * @return seconds
   */
  double seconds() {
    return Objects.requireNonNullElse(seconds, quick ? 2.0 : 10.0);
  }

  static final class SplitName implements ITypeConverter<Split> {
    @Override
    public Split convert(String value) {
      for (Split split : Split.values()) {
        if (split.toString().equals(value.toLowerCase(Locale.ROOT))) {
          return split;
        }
      }
      throw new TypeConversionException(
          "expected one of " + List.of(Split.values()) + " but was '" + value + "'");
    }
  }
}
