package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.deploy.Compressed;
import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.examples.common.ModelFile;
import io.github.dl4jdoping.examples.common.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a network with doped LSTMs of a trained one with dense LSTMs. */
@Command(
    name = "compress",
    description = {
      "Makes a network with small LSTMs of one that is trained: each weight matrix becomes the sum of"
          + " a structured and a sparse matrix. Train the result a little more with a DopingListener,"
          + " then deploy it by the command compact."
    })
final class CompressCommand implements Callable<Integer> {

  private static final int MOST_BETWEEN_PRUNINGS = 100;
  private static final int LEAST_PRUNINGS = 20;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL.zip",
      description = {
        "A MultiLayerNetwork or ComputationGraph, written by ModelSerializer; or a Keras model in"
            + " HDF5, or PyTorch's LSTM in a file named .safetensors."
      })
  private Path net;

  @Parameters(index = "1", paramLabel = "OUT.zip", description = "The model file to write.")
  private Path out;

  @Option(
      names = "--factor",
      required = true,
      paramLabel = "<f>",
      description = "How many times fewer weights all compressed LSTMs together are to have.")
  private double factor;

  @Mixin private CompressOptions options;

  @ArgGroup(exclusive = false)
  private Annealed annealed;

  @Option(
      names = "--calibrate",
      paramLabel = "DATA.csv",
      description = {
        "Weight errors by the size of each input in these sequences: one time step per line, as many"
            + " numbers as the network has inputs (or one index, if it begins with an embedding), an"
            + " empty line between sequences, no header but lines that start with #. Values are as"
            + " the network gets them, after any normalisation."
      })
  private Path calibration;

  @Option(names = "--force", description = "Replace OUT.zip if it is there.")
  private boolean force;

  /** A support that training is to make sparser. */
  private static final class Annealed {

    @Option(
        names = "--initial-density",
        required = true,
        paramLabel = "<d>",
        description = {
          "Let the sparse matrices start with this density, in (0, 1], and be pruned while training"
              + " goes on. Without, they have their final density at once."
        })
    private double initialDensity;

    @Option(
        names = "--anneal",
        required = true,
        paramLabel = "<n>",
        description =
            "The number of training iterations after which they have their final density.")
    private int iterations;
  }

  @Override
  public Integer call() throws IOException {
    checkArguments();
    Doping doping = doping();
    Model dense = NetFile.read(net);
    Compressed<?> compressed =
        dense instanceof ComputationGraph graph
            ? compressed(Compression.of(graph), dense, doping)
            : compressed(Compression.of((MultiLayerNetwork) dense), dense, doping);
    ModelFile.write(out, compressed.net(), false, NormalizerEntry.read(net));
    spec.commandLine().getOut().print(compressed.report());
    spec.commandLine().getOut().println("Wrote " + out + ", " + Files.size(out) + " bytes.");
    return 0;
  }

  private void checkArguments() {
    if (!(factor >= 1 && Double.isFinite(factor))) {
      throw invalid("--factor is at least 1; got " + factor + ".", null);
    }
    if (net.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw invalid(out + " is named twice: give every file a name of its own.", null);
    }
    if (Files.isDirectory(out)) {
      throw invalid(out + " is a folder: name a file.", null);
    }
    if (Files.exists(out) && !force) {
      throw invalid(out + " is there already: name another file, or add --force.", null);
    }
  }

  /** How training is to anneal the support further; null if it keeps it. */
  private Doping doping() {
    if (annealed == null) {
      return null;
    }
    try {
      return Doping.builder()
          .granularity(options.granularity())
          .initialDensity(annealed.initialDensity)
          .anneal(0, annealed.iterations)
          .every(Math.max(1, Math.min(MOST_BETWEEN_PRUNINGS, annealed.iterations / LEAST_PRUNINGS)))
          .build();
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage(), e);
    }
  }

  private ParameterException invalid(String message, Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  private <N extends Model> Compressed<N> compressed(
      Compression<N> compression, Model dense, Doping doping) throws IOException {
    options.apply(compression.factor(factor));
    if (doping != null) {
      compression.doping(doping);
    }
    if (calibration != null) {
      compression.calibrate(CalibrationData.read(calibration, dense));
    }
    long matrices = 2 * NetLayer.of(dense).stream().filter(options::takes).count();
    try (Progress progress =
        Progress.start("Compressing", matrices, 0, spec.commandLine().getErr()::println)) {
      compression.onProgress((done, of) -> progress.step(() -> ""));
      return compression.run();
    }
  }
}
