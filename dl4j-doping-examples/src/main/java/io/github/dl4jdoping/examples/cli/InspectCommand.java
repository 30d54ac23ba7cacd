package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a deployed model, or in a trained network. */
@Command(
    name = "inspect",
    description = {
      "Prints a compact model's layers, factors, densities, bytes, energy shares and where it comes"
          + " from; or a network's layers, and which of them can be compressed."
    })
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "A file written by the command compact, or a MultiLayerNetwork or ComputationGraph written by"
            + " ModelSerializer."
      })
  private Path file;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (InputFile.isCompact(file)) {
      print(InputFile.model(file), out);
    } else {
      NetSummary summary = new NetSummary(NetFile.read(file));
      out.printf("%s: %d bytes, %s.%n%n", file, Files.size(file), summary.headline());
      out.println(summary);
    }
    return 0;
  }

  private void print(CompactModel model, PrintWriter out) throws IOException {
    out.printf(
        "%s: %d bytes, %d inputs, %d outputs, %s.%n",
        file,
        Files.size(file),
        model.inputs(),
        model.outputs(),
        model.streams() ? "runs step by step" : "needs whole sequences");
    out.println(origin(model.provenance()));
    out.println();
    out.println(model.size());
    Matrices matrices = Matrices.of(model);
    if (!matrices.isEmpty()) {
      out.println();
      out.println(matrices.table().toText());
    }
  }

  private static String origin(Provenance provenance) {
    String library = "Exported by dl4j-doping " + provenance.libraryVersion();
    return provenance.sourceHash().isEmpty()
        ? library + "."
        : library
            + " from a network with seed "
            + provenance.seed()
            + " after "
            + provenance.iteration()
            + " iterations and "
            + provenance.epoch()
            + " epochs, SHA-256 "
            + provenance.sourceHash()
            + ".";
  }
}
