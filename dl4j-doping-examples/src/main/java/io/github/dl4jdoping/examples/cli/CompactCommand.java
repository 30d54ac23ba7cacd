package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.deploy.Compactor;
import io.github.dl4jdoping.examples.common.ModelFile;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a deployed model of a trained network. */
@Command(
    name = "compact",
    description = {
      "Makes a small model, which runs without Deeplearning4j, of a trained network, whose doped"
          + " layers must have reached their density."
    })
final class CompactCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL.zip",
      description = {
        "A MultiLayerNetwork or ComputationGraph, written by ModelSerializer; or a Keras model in"
            + " HDF5, or PyTorch's LSTM in a file named .safetensors."
      })
  private Path net;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out;

  @Option(
      names = "--dl4j",
      paramLabel = "OUT.zip",
      description = {
        "Also write the network in Deeplearning4j's format, with compact doped layers, to train it"
            + " further."
      })
  private Path dl4j;

  @Override
  public Integer call() throws IOException {
    requireDifferent(net, out);
    Model trained = NetFile.read(net);
    CompactModel model = CompactExporter.export(trained);
    if (dl4j != null) {
      requireDifferent(net, dl4j);
      requireDifferent(out, dl4j);
      ModelFile.write(dl4j, compact(trained), NetFile.hasUpdater(net), Map.of());
    }
    model.save(out);
    print(model);
    return 0;
  }

  private void requireDifferent(Path one, Path other) {
    if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), other + " is named twice: give every file a name of its own.");
    }
  }

  private static Model compact(Model trained) {
    return trained instanceof ComputationGraph graph
        ? Compactor.compact(graph)
        : Compactor.compact((MultiLayerNetwork) trained);
  }

  private void print(CompactModel model) throws IOException {
    spec.commandLine().getOut().println(model.size());
    spec.commandLine().getOut().println("Wrote " + out + ", " + Files.size(out) + " bytes.");
    if (dl4j != null) {
      spec.commandLine().getOut().println("Wrote " + dl4j + ", " + Files.size(dl4j) + " bytes.");
    }
  }
}
