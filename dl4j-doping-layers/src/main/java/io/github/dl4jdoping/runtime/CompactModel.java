package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained net, made to run: without Deeplearning4j, on one thread, in little memory. Immutable; any
 * number of threads may open sessions on one model at once.
 */
public final class CompactModel {

  private final List<Stage> stages;
  private final Provenance provenance;
  private final CompactSize size;

  private CompactModel(List<Stage> stages, Provenance provenance, CompactSize size) {
    this.stages = stages;
    this.provenance = provenance;
    this.size = size;
  }

  /**
   * A model of given layers.
   *
   * @param layers from input to output, 1 to 256
   * @param provenance where they come from
   * @return the model; it keeps the numbers once, laid out for the kernels of this JVM
   * @throws IllegalArgumentException if a layer does not take what the one before gives, an embedding
   *     is not the first, or a recurrent layer follows the last step
   */
  public static CompactModel of(List<CompactLayer> layers, Provenance provenance) {
    return of(layers, provenance, KernelProvider.kernels());
  }

  static CompactModel of(List<CompactLayer> layers, Provenance provenance, Kernels kernels) {
    LayerOrder.check(layers);
    return of(CompactFile.encode(provenance, layers).file(), kernels);
  }

  static CompactModel of(CompactFile file, Kernels kernels) {
    List<Stage> stages = file.layers().stream().map(layer -> layer.stage(kernels)).toList();
    return new CompactModel(stages, file.provenance(), CompactSize.of(file, stages));
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws CompactFormatException if the file is damaged, truncated, too long, written by a newer
   *     version, or not a compact model at all
   * @throws IOException if the file cannot be read
   */
  public static CompactModel load(Path file) throws IOException {
    return of(CompactFile.decode(WholeFile.read(file)), KernelProvider.kernels());
  }

  /**
   * Writes the model, under another name first, and then moves it into place, so that no one ever
   * sees half a file.
   *
   * @param file where to; replaced if it exists. Its folder is created if need be
   * @throws IOException if it cannot be written; an old file is then as before, and the message names
   *     the file and says what to do
   */
  public void save(Path file) throws IOException {
    WholeFile.write(file, CompactFile.encode(provenance, layers()).bytes());
  }

  /**
   * A session of one stream.
   *
   * @return a session in zero state
   */
  public CompactSession newSession() {
    return newSession(1);
  }

  /**
   * A session of several streams in lockstep.
   *
   * @param batch number of streams, at least 1
   * @return a session in zero state
   * @throws IllegalArgumentException if the batch is less than 1
   * @throws ArithmeticException if an array would have more than 2^31 - 1 entries
   */
  public CompactSession newSession(int batch) {
    return new CompactSession(stages, batch);
  }

  /**
   * The number of inputs of a step.
   *
   * @return at least 1; 1 if the first layer is an embedding
   */
  public int inputs() {
    return stages.get(0).inputs();
  }

  /**
   * The number of outputs of a step.
   *
   * @return at least 1
   */
  public int outputs() {
    return stages.get(stages.size() - 1).outputs();
  }

  /**
   * Whether the model can go on step by step.
   *
   * @return false if it has a bidirectional layer
   */
  public boolean streams() {
    return stages.stream().allMatch(Stage::streams);
  }

  /**
   * The layers, put together from what runs them.
   *
   * @return new descriptions, from input to output
   */
  public List<CompactLayer> layers() {
    return stages.stream().map(Stage::describe).toList();
  }

  /**
   * Where the model comes from.
   *
   * @return what the exporter wrote down
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * What the model takes, in parameters and in bytes.
   *
   * @return both factors, for each layer and the whole
   */
  public CompactSize size() {
    return size;
  }
}
