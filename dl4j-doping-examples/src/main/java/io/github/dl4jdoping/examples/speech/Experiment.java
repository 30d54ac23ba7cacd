package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.examples.common.CsvFile;
import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A whole run: trains every variant with every seed, deploys, and measures streams. */
final class Experiment {

  private final RunOptions options;
  private final Settings settings;
  private final Path out;
  private final PrintWriter console;
  private final Data data;
  private final List<Utterance> heldOut;
  private final Streams streams;
  private final Map<Variant, CompactFrames> deployed = new EnumMap<>(Variant.class);
  private MultiLayerNetwork dense;

  /**
   * A run of which nothing is done yet but reading the data.
   *
   * @param options of the run, checked
   * @param folder with the data set
   * @param out folder for results, created
   * @param console shown what goes on
   * @throws IOException if the data cannot be read or the folder not be made
   * @throws IllegalArgumentException if there are more streams than recordings
   */
  Experiment(RunOptions options, Path folder, Path out, PrintWriter console) throws IOException {
    this.options = options;
    this.settings = options.settings();
    this.out = out;
    this.console = console;
    NativeThreads.use(1);
    Files.createDirectories(out);
    data = Data.read(folder, options.split(), options.share());
    heldOut = Utterance.of(data.heldOut(), data.normalisation());
    streams = new Streams(data.normalisation(), data.heldOut(), options.streams());
    console.printf(
        "%,d recordings to train on, %,d to measure on.%n", data.train().size(), heldOut.size());
  }

  /**
   * Trains and deploys.
   *
   * @return a result for each seed and variant
   * @throws IOException if a file cannot be written
   */
  List<Result> run() throws IOException {
    List<Result> results = new ArrayList<>();
    for (long seed : options.seeds()) {
      for (Variant variant : Variant.values()) {
        Result result = run(variant, seed);
        console.println(result);
        CsvFile.append(out.resolve("results.csv"), result.asMap(settings, options.split()));
        results.add(result);
      }
    }
    return results;
  }

  private Result run(Variant variant, long seed) throws IOException {
    long start = System.nanoTime();
    MultiLayerNetwork network = train(variant, seed);
    double seconds = (System.nanoTime() - start) / 1e9;
    Deployment deployment = Deployment.of(network, out, variant + "-" + seed);
    CompactFrames model = new CompactFrames(deployment.model());
    if (deployed.putIfAbsent(variant, model) == null && variant == Variant.DENSE) {
      dense = network;
    }
    double accuracy = Training.accuracy(network, heldOut);
    double streamed = streams.fullSpeed(model).accuracy();
    requireEqual(accuracy, streamed);
    return new Result(variant, seed, accuracy, seconds, deployment);
  }

  private MultiLayerNetwork train(Variant variant, long seed) {
    Training training = new Training(settings, data.train());
    String task = variant + ", seed " + seed;
    try (Progress progress = Progress.start(task, training.iterations(), 0, console::println)) {
      return training.run(variant, seed, progress);
    }
  }

  private static void requireEqual(double network, double streams) {
    if (network != streams) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The deployed model is right about %.4f of the recordings, its network about %.4f.",
              streams,
              network));
    }
  }

  /**
   * Measures streams of the networks that were trained with the first seed.
   *
   * @return DL4J's LSTM in DL4J, then every variant deployed
   */
  List<StreamMeasurement> listen() {
    console.printf(
        Locale.ROOT,
        "%d streams at once, %.1f s in real time for each model.%n",
        options.streams(),
        options.seconds());
    List<StreamMeasurement> measurements = new ArrayList<>();
    measurements.add(measure("dense, DL4J's rnnTimeStep", new StockModel(dense)));
    deployed.forEach(
        (variant, model) -> measurements.add(measure(variant + ", compact model", model)));
    return measurements;
  }

  private StreamMeasurement measure(String name, FrameModel model) {
    return StreamMeasurement.of(name, model, streams, options.seconds());
  }

  /**
   * Draws what a stream of the last variant hears and thinks.
   *
   * @return the picture's file
   * @throws IOException if it cannot be written
   */
  Path draw() throws IOException {
    Path file = out.resolve("speech.png");
    List<Recording> spoken = Listening.choose(data.heldOut());
    Listening.of(spoken, data.normalisation(), deployed.get(Variant.DOPED)).draw(file);
    return file;
  }
}
