package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.common.Seeds;
import io.github.dl4jdoping.examples.tasks.GlobalNormClipping;
import io.github.dl4jdoping.examples.tasks.Loss;
import io.github.dl4jdoping.examples.tasks.LossCurve;
import io.github.dl4jdoping.examples.tasks.Milestones;
import io.github.dl4jdoping.examples.tasks.TrainedSource;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The training of one language model, an epoch at a time.
 *
 * <p>DL4J's generator is restarted before each iteration from the seed and the iteration's number,
 * and everything else that is random depends on nothing else either. So a training that is resumed
 * from a checkpoint does exactly what it would have done without the interruption.
 */
final class Training {

  private static final int VALID_BATCH = 20;
  private static final int TEST_BATCH = 10;
  private static final int CALIBRATION_SEGMENTS = 100;

  private final Settings settings;
  private final Corpus corpus;
  private final Segments train;
  private final StatefulNetwork network;
  private final Teacher teacher;
  private final List<Double> trainCurve = new ArrayList<>();
  private final List<Double> validCurve = new ArrayList<>();
  private LossCurve curve = new LossCurve();
  private Milestones milestones = new Milestones();
  private int epoch;
  private int segment;
  private double loss;
  private long tokens;
  private double secondsBefore;
  private final long started = System.nanoTime();

  /** Told of each segment that was trained on. */
  @FunctionalInterface
  interface SegmentListener {

    /**
     * One more segment is done.
     *
     * @param training that did it
     * @throws IOException if the listener fails to write what it wants to write
     */
    void segmentDone(Training training) throws IOException;
  }

  private Training(Settings settings, Corpus corpus, StatefulNetwork network) throws IOException {
    this.teacher = Teacher.of(settings, corpus.words());
    this.settings = settings;
    this.corpus = corpus;
    this.train = new Segments(corpus.train(), Settings.BATCH, Settings.STEPS);
    this.network = network;
    network.setListeners(new GlobalNormClipping(settings.clip()), new DopingListener());
  }

  /**
   * A training from the beginning.
   *
   * @param settings of the run
   * @param corpus text
   * @return before the first segment
   * @throws IOException if there is a teacher that cannot be read
   */
  static Training start(Settings settings, Corpus corpus) throws IOException {
    int segments = new Segments(corpus.train(), Settings.BATCH, Settings.STEPS).count();
    StatefulNetwork network =
        new StatefulNetwork(LanguageModel.configuration(settings, corpus.words(), segments));
    network.init();
    return new Training(settings, corpus, network);
  }

  /**
   * A training from the beginning, or a fine-tuning of a compressed network if the settings say so.
   *
   * @param settings of the run
   * @param corpus text
   * @param folder of the run, beside that of the run to compress
   * @return before the first segment
   * @throws IOException if there is a teacher that cannot be read, or a run to compress that is not
   *     finished
   */
  static Training start(Settings settings, Corpus corpus, Path folder) throws IOException {
    if (!settings.start().exists()) {
      return start(settings, corpus);
    }
    Training training = new Training(settings, corpus, compressed(settings, corpus, folder));
    training.measure(training.validPerplexity());
    training.network.rnnClearPreviousState();
    return training;
  }

  private static StatefulNetwork compressed(Settings settings, Corpus corpus, Path folder)
      throws IOException {
    TrainedSource source = TrainedSource.of(settings.start(), settings.seed(), folder);
    TrainingState state = Checkpoint.progress(source.checkpoint(), TrainingState.class);
    Settings before = state.settings();
    boolean sameText = state.text() == corpus.trainFingerprint();
    source.check(state.epoch(), before.epochs(), before.variant(), sameText);
    MultiLayerNetwork dense = source.network(LanguageModel.uncompressed(settings, corpus.words()));
    Segments train = new Segments(corpus.train(), Settings.BATCH, Settings.STEPS);
    return StatefulNetwork.of(
        LanguageModel.compress(settings, dense, train.count(), calibration(train), folder));
  }

  private static List<DataSet> calibration(Segments train) {
    return IntStream.range(0, Math.min(CALIBRATION_SEGMENTS, train.count()))
        .mapToObj(train::get)
        .map(segment -> new DataSet(segment.inputs(), segment.targets()))
        .toList();
  }

  /**
   * A training from where a checkpoint was written.
   *
   * @param file written by {@link #checkpoint}
   * @param settings of the run; only more epochs than before are accepted as a change
   * @param corpus the same text
   * @return before the segment that follows
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if settings or text are others than before
   */
  static Training resume(Path file, Settings settings, Corpus corpus) throws IOException {
    TrainingState state = Checkpoint.progress(file, TrainingState.class);
    settings.requireContinues(state.settings(), file);
    if (state.text() != corpus.trainFingerprint()) {
      throw new IllegalArgumentException(
          file + " is of a run on another training text. Give --data as in that run.");
    }
    MultiLayerNetwork saved = Checkpoint.network(file);
    Training training = new Training(settings, corpus, StatefulNetwork.of(saved));
    training.continueFrom(state);
    return training;
  }

  private void continueFrom(TrainingState state) {
    epoch = state.epoch();
    segment = state.segment();
    loss = state.loss();
    tokens = state.tokens();
    secondsBefore = state.seconds();
    trainCurve.addAll(state.trainCurve());
    validCurve.addAll(state.validCurve());
    curve = state.curve();
    milestones = state.milestones();
    state.carried().restoreTo(network);
    if (teacher != null) {
      teacher.continueFrom(state.teacher());
    }
  }

  /**
   * Writes a checkpoint.
   *
   * @param file to be created or replaced
   * @throws IOException if that fails
   */
  void checkpoint(Path file) throws IOException {
    TrainingState state =
        new TrainingState(
            settings,
            corpus.trainFingerprint(),
            epoch,
            segment,
            loss,
            tokens,
            seconds(),
            trainCurve,
            validCurve,
            CarriedState.of(network),
            curve,
            teacher == null ? null : teacher.state(),
            milestones);
    Checkpoint.write(file, network, state);
  }

  /**
   * Trains to the end of the present epoch, and validates.
   *
   * @param listener told after each segment
   * @throws IOException if the listener throws one
   * @throws ArithmeticException if the loss is not a finite number
   */
  void trainEpoch(SegmentListener listener) throws IOException {
    while (segment < train.count()) {
      trainSegment();
      listener.segmentDone(this);
    }
    finishEpoch();
  }

  /**
   * Trains on one segment; after the last one of an epoch, validates too.
   *
   * @throws ArithmeticException if the loss is not a finite number
   */
  void advance() {
    if (segment < train.count()) {
      trainSegment();
    }
    if (segment == train.count()) {
      finishEpoch();
    }
  }

  private void finishEpoch() {
    trainCurve.add(trainPerplexity());
    validCurve.add(validPerplexity());
    curve.endEpoch(network);
    startNextEpoch();
    if (settings.start().exists() && Milestones.areAt(epoch)) {
      measure(validCurve.get(epoch - 1));
    }
  }

  private double validPerplexity() {
    return Perplexity.of(network, new Segments(corpus.valid(), VALID_BATCH, Settings.STEPS));
  }

  private void measure(double valid) {
    milestones.add(epoch, Result.perplexity(valid), Result.perplexity(testPerplexity()));
  }

  private void trainSegment() {
    Seeds.restartNd4j(settings.seed(), network.getIterationCount());
    Segment next = train.get(segment);
    if (teacher != null) {
      teacher.teach(network, next);
    }
    double nats = network.fit(next);
    loss += nats;
    tokens += next.tokens();
    segment++;
    curve.add(network, new Loss(nats, next.tokens()));
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          String.format(
              Locale.ROOT,
              "The loss became %s in segment %d of epoch %d: training diverged. Try a lower --lr or"
                  + " --clip.",
              loss,
              segment,
              epoch + 1));
    }
  }

  private void startNextEpoch() {
    epoch++;
    segment = 0;
    loss = 0.0;
    tokens = 0;
    network.incrementEpochCount();
    network.rnnClearPreviousState();
    if (teacher != null) {
      teacher.startOver();
    }
  }

  /**
   * Perplexity of the test text.
   *
   * @return at least 1
   */
  double testPerplexity() {
    return Perplexity.of(network, new Segments(corpus.test(), TEST_BATCH, Settings.STEPS));
  }

  /**
   * Perplexity of the present epoch so far, each segment before the step that it gave.
   *
   * @return NaN before the first segment
   */
  double trainPerplexity() {
    return Math.exp(loss / tokens);
  }

  /**
   * Learning rate of the present epoch.
   *
   * @return as the updater sees it
   */
  double learningRate() {
    return network.getLearningRate(0);
  }

  boolean finished() {
    return epoch >= settings.epochs();
  }

  int epoch() {
    return epoch;
  }

  int segment() {
    return segment;
  }

  int segments() {
    return train.count();
  }

  long tokens() {
    return tokens;
  }

  double seconds() {
    return secondsBefore + (System.nanoTime() - started) / 1e9;
  }

  List<Double> trainCurve() {
    return List.copyOf(trainCurve);
  }

  List<Double> validCurve() {
    return List.copyOf(validCurve);
  }

  Milestones milestones() {
    return milestones;
  }

  LossCurve lossCurve() {
    return curve;
  }

  StatefulNetwork network() {
    return network;
  }
}
