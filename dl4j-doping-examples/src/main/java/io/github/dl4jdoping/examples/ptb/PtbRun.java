package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A training in a list of experiments. */
final class PtbRun implements TaskRun {

  private final Settings settings;
  private final Training training;
  private final Path folder;
  private Speed speed;

  private PtbRun(Settings settings, Training training, Path folder) {
    this.settings = settings;
    this.training = training;
    this.folder = folder;
    this.speed = new Speed(training);
  }

  /**
   * Starts or resumes a run.
   *
   * @param settings of the run
   * @param corpus text
   * @param folder for checkpoint.zip and curve.csv
   * @return the run
   * @throws IOException if the checkpoint cannot be read
   * @throws IllegalArgumentException if the checkpoint is of other settings or another text
   */
  static PtbRun open(Settings settings, Corpus corpus, Path folder) throws IOException {
    Path checkpoint = checkpoint(folder);
    Training training =
        Files.exists(checkpoint)
            ? Training.resume(checkpoint, settings, corpus)
            : Training.start(settings, corpus, folder);
    return new PtbRun(settings, training, folder);
  }

  private static Path checkpoint(Path folder) {
    return folder.resolve("checkpoint.zip");
  }

  @Override
  public int steps() {
    return settings.epochs() * training.segments();
  }

  @Override
  public int step() {
    return training.epoch() * training.segments() + training.segment();
  }

  @Override
  public void advance() {
    if (training.finished()) {
      throw new IllegalStateException("All " + steps() + " iterations are done.");
    }
    training.advance();
    if (training.segment() == 0) {
      speed = new Speed(training);
    } else {
      speed.measure(training);
    }
  }

  @Override
  public void checkpoint() throws IOException {
    training.lossCurve().write(folder.resolve("curve.csv"));
    training.checkpoint(checkpoint(folder));
  }

  @Override
  public String status() {
    List<Double> valid = training.validCurve();
    return String.format(
        Locale.ROOT,
        "epoch %d, %svalid %s",
        training.epoch() + 1,
        training.segment() == 0 ? "" : progress(),
        valid.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", valid.get(valid.size() - 1)));
  }

  /** What is known after the first segment of an epoch. */
  private String progress() {
    return String.format(
        Locale.ROOT,
        "train %.1f, %.0f tokens/s, ",
        training.trainPerplexity(),
        speed.tokensPerSecond());
  }

  @Override
  public Map<String, String> result() {
    if (!training.finished()) {
      throw new IllegalStateException(
          "Only " + step() + " of " + steps() + " iterations are done.");
    }
    return Result.measures(training);
  }
}
