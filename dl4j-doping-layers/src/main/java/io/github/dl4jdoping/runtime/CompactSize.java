package io.github.dl4jdoping.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model takes, in parameters and in bytes: a value that prints its own table.
 *
 * @param layers each layer
 * @param lstms all LSTMs together, with those of bidirectional layers
 * @param total the whole model; its file bytes are the length of the file
 * @param stepBytes what one step of one stream reads at least: the weights of all layers, of an
 *     embedding one row
 */
public record CompactSize(
    List<LayerSize> layers, LayerSize lstms, LayerSize total, long stepBytes) {

  private static final String ROW = "%-30s %12s %11s %8s %12s %12s %12s %8s %8s%n";
  private static final double KIB = 1024;

  /**
   * Copies the list.
   *
   * @param layers each layer
   * @param lstms all LSTMs together
   * @param total the whole model
   * @param stepBytes bytes that a step reads
   */
  public CompactSize {
    layers = List.copyOf(layers);
  }

  static CompactSize of(CompactFile file, List<Stage> stages) {
    List<LayerSize> layers = new ArrayList<>();
    LayerSize lstms = new LayerSize("all LSTMs", 0, 0, 0, 0, 0);
    int overhead = file.length() - file.layerBytes().stream().mapToInt(Integer::intValue).sum();
    LayerSize total = new LayerSize("whole model", 0, 0, 0, 0, overhead);
    long stepBytes = 0;
    for (int i = 0; i < stages.size(); i++) {
      CompactLayer layer = file.layers().get(i);
      LayerSize size = size(layer, stages.get(i), file.layerBytes().get(i));
      layers.add(size);
      lstms = layer.isRecurrent() ? lstms.plus(size) : lstms;
      total = total.plus(size);
      stepBytes += stages.get(i).stepBytes();
    }
    return new CompactSize(layers, lstms, total, stepBytes);
  }

  private static LayerSize size(CompactLayer layer, Stage stage, int fileBytes) {
    long dense = layer.denseParameters();
    return new LayerSize(
        layer.toString(),
        dense,
        layer.parameters(),
        Float.BYTES * (dense + layer.biases()),
        stage.memoryBytes(),
        fileBytes);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            ROW,
            "layer",
            "dense",
            "weights",
            "factor",
            "dense KiB",
            "memory KiB",
            "file KiB",
            "memory x",
            "file x"));
    layers.forEach(layer -> table.append(row(layer)));
    table.append(row(lstms)).append(row(total));
    return table.append("A step reads ").append(kib(stepBytes)).append(" KiB.").toString();
  }

  private static String row(LayerSize size) {
    return String.format(
        ROW,
        size.name(),
        size.denseParameters(),
        size.parameters(),
        factor(size.parameterFactor()),
        kib(size.denseBytes()),
        kib(size.memoryBytes()),
        kib(size.fileBytes()),
        factor(size.memoryFactor()),
        factor(size.fileFactor()));
  }

  private static String kib(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / KIB);
  }

  private static String factor(double factor) {
    return Double.isNaN(factor) ? "-" : String.format(Locale.ROOT, "%.2f", factor);
  }
}
