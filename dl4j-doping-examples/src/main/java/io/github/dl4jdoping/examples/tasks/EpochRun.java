package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.common.Seeds;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The training of a learner for a number of epochs.
 *
 * <p>DL4J's generator is restarted before each iteration from the seed and the iteration's number,
 * and everything else that is random depends on nothing else either. So a run that is resumed from
 * its checkpoint does exactly what it would have done without the interruption.
 */
public final class EpochRun implements TaskRun {

  static final String CHECKPOINT = "checkpoint.zip";
  private static final long DROPOUT = 2;

  private final RunPlan plan;
  private final Path folder;
  private final Learner learner;
  private final List<Double> train = new ArrayList<>();
  private final List<Double> valid = new ArrayList<>();
  private LossCurve curve = new LossCurve();
  private Milestones milestones = new Milestones();
  private int epoch;
  private int batch;
  private Loss loss = Loss.NONE;

  private EpochRun(RunPlan plan, Path folder, Learner learner) {
    this.plan = plan;
    this.folder = folder;
    this.learner = learner;
  }

  /** Makes the learner of a run. */
  @FunctionalInterface
  public interface Source {

    /**
     * Makes the learner, with a new network or with that of a checkpoint.
     *
     * @param checkpoint file of {@link Checkpoint}, or null if there is none yet
     * @return the learner
     * @throws IOException if data or checkpoint cannot be read
     */
    Learner learner(Path checkpoint) throws IOException;
  }

  /**
   * Starts a run, or resumes it if the folder has a checkpoint.
   *
   * @param plan settings, seed and length
   * @param folder for checkpoint.zip and curve.csv
   * @param source of the learner
   * @return the run
   * @throws IOException if data or checkpoint cannot be read
   * @throws IllegalArgumentException if the checkpoint is of other settings or other data
   */
  public static EpochRun open(RunPlan plan, Path folder, Source source) throws IOException {
    Path file = file(folder);
    if (!Files.exists(file)) {
      EpochRun run = new EpochRun(plan, folder, source.learner(null));
      if (plan.startsTrained()) {
        run.measure(run.learner.validate());
      }
      return run;
    }
    EpochState state = Checkpoint.progress(file, EpochState.class);
    plan.requireContinues(state.settings(), file);
    EpochRun run = new EpochRun(plan, folder, source.learner(file));
    run.continueFrom(state);
    return run;
  }

  /**
   * The trained network that a run starts from.
   *
   * @param source where it is
   * @param configuration the same layers, with updater and dropout of the fine-tuning
   * @param fingerprint of the training data, see {@link Learner#fingerprint}
   * @return the network
   * @throws IOException if the source is not finished or cannot be read
   * @throws IllegalArgumentException if the source is not dense, or of other data or sizes
   */
  public static MultiLayerNetwork trained(
      TrainedSource source, MultiLayerConfiguration configuration, int fingerprint)
      throws IOException {
    EpochState state = Checkpoint.progress(source.checkpoint(), EpochState.class);
    SettingValues settings = new SettingValues(state.settings());
    source.check(
        state.epoch(),
        settings.whole("epochs", 1, 1),
        settings.oneOf("variant", Variant.class, Variant.DENSE),
        state.data() == fingerprint);
    return source.network(configuration);
  }

  private static Path file(Path folder) {
    return folder.resolve(CHECKPOINT);
  }

  private void continueFrom(EpochState state) {
    if (state.data() != learner.fingerprint()) {
      throw new IllegalArgumentException(
          file(folder) + " is of a run on other training data. Give the data of that run.");
    }
    epoch = state.epoch();
    batch = state.batch();
    loss = state.loss();
    train.addAll(state.train());
    valid.addAll(state.valid());
    curve = state.curve();
    milestones = state.milestones();
  }

  @Override
  public int steps() {
    return plan.epochs() * learner.batches();
  }

  @Override
  public int step() {
    return epoch * learner.batches() + batch;
  }

  @Override
  public void advance() {
    if (finished()) {
      throw new IllegalStateException("The run is finished: " + steps() + " steps are done.");
    }
    Seeds.restartNd4j(plan.seed(), DROPOUT, step());
    Loss step = learner.fit(epoch, batch);
    if (!Double.isFinite(step.sum())) {
      throw new ArithmeticException(
          String.format(
              Locale.ROOT,
              "The loss became %s in batch %d of epoch %d: training diverged. Try a lower lr.",
              step.sum(),
              batch + 1,
              epoch + 1));
    }
    loss = loss.plus(step);
    curve.add(learner.network(), step);
    batch++;
    if (batch == learner.batches()) {
      endEpoch();
    }
  }

  private void endEpoch() {
    train.add(loss.mean());
    valid.add(learner.validate());
    curve.endEpoch(learner.network());
    learner.endEpoch();
    epoch++;
    batch = 0;
    loss = Loss.NONE;
    if (plan.startsTrained() && Milestones.areAt(epoch)) {
      measure(valid.get(epoch - 1));
    }
  }

  private void measure(double validation) {
    milestones.add(epoch, number("%.4f", validation), learner.test().get("test"));
  }

  private boolean finished() {
    return epoch >= plan.epochs();
  }

  @Override
  public void checkpoint() throws IOException {
    EpochState state =
        new EpochState(
            plan.identity(),
            learner.fingerprint(),
            epoch,
            batch,
            loss,
            train,
            valid,
            curve,
            milestones);
    curve.write(folder.resolve("curve.csv"));
    Checkpoint.write(file(folder), learner.network(), state);
  }

  @Override
  public String status() {
    String now = batch == 0 ? "" : String.format(Locale.ROOT, "loss %.3f", loss.mean());
    if (epoch == 0) {
      return now;
    }
    return String.format(
            Locale.ROOT,
            "epoch %d: loss %.3f, %s %.3f",
            epoch,
            train.get(epoch - 1),
            learner.validation(),
            valid.get(epoch - 1))
        + (now.isEmpty() ? "" : "; " + now);
  }

  @Override
  public Map<String, String> result() {
    if (!finished()) {
      throw new IllegalStateException(
          "The run is not finished: " + step() + " of " + steps() + " steps are done.");
    }
    Map<String, String> row = new LinkedHashMap<>();
    row.put("train", number("%.4f", train.get(epoch - 1)));
    row.put("valid", number("%.4f", valid.get(epoch - 1)));
    row.putAll(learner.test());
    Compression size = Compression.of(learner.network());
    row.put("denseWeights", Long.toString(size.dense()));
    row.put("keptParameters", Long.toString(size.kept()));
    row.put("parameterFactor", number("%.3f", size.parameterFactor()));
    row.put("byteFactor", number("%.3f", size.byteFactor()));
    row.put("structureEnergy", number("%.4f", size.structureEnergy()));
    row.put("inputEnergy", number("%.4f", size.inputEnergy()));
    row.put("recurrentEnergy", number("%.4f", size.recurrentEnergy()));
    row.put("trainCurve", numbers("%.3f", train));
    row.put("validCurve", numbers("%.4f", valid));
    row.putAll(milestones.columns());
    return row;
  }

  private static String numbers(String format, List<Double> values) {
    return values.stream().map(value -> number(format, value)).collect(Collectors.joining(" "));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
