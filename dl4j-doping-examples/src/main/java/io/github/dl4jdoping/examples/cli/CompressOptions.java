package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.examples.tasks.SupportGranularity;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Structure;
import java.util.List;
import picocli.CommandLine.Option;

/** What the compressed matrices are like. */
final class CompressOptions {

  @Option(
      names = "--structure",
      defaultValue = "lmf:8",
      converter = StructureName.class,
      paramLabel = "<family>",
      description = {
        "Family of the structured matrices: " + StructureName.FORMS + ". Default: ${DEFAULT-VALUE}."
      })
  private Structure structure;

  @Option(
      names = "--budget",
      defaultValue = "by-error",
      converter = BudgetName.class,
      paramLabel = "<rule>",
      description = {
        "Who gets how many weights: by-error (where they lower the error most; the structure's size"
            + " is a middle value), or uniform (the structure as given, one density for all)."
            + " Default: ${DEFAULT-VALUE}."
      })
  private Budget budget;

  @Option(
      names = "--granularity",
      defaultValue = "unstructured",
      paramLabel = "<kind>",
      description = {
        "What the sparse matrices keep or drop as a whole: unstructured, balanced16, balanced32,"
            + " balanced64 (equally many entries in each bank of inputs), block8 or block16 (that many"
            + " outputs of one input). Default: ${DEFAULT-VALUE}."
      })
  private SupportGranularity granularity;

  @Option(
      names = "--except",
      split = ",",
      paramLabel = "<layer>",
      description = "A layer to leave alone; several are separated by commas.")
  private List<String> except = List.of();

  Granularity granularity() {
    return granularity.granularity();
  }

  void apply(Compression<?> compression) {
    compression
        .structure(structure)
        .budget(budget)
        .granularity(granularity())
        .except(except.toArray(String[]::new));
  }

  /** Whether a layer will be compressed. */
  boolean takes(NetLayer layer) {
    return layer.state() == NetLayer.State.COMPRESSIBLE && !except.contains(layer.layer());
  }
}
