package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.Kernels;
import java.util.List;
import java.util.Objects;

/**
 * A trained net, made to run: without Deeplearning4j, on one thread, in little memory. Immutable; any
 * number of threads may open sessions on one model at once.
 */
public final class CompactModel {

  private final List<Stage> stages;
  private final Provenance provenance;

  private CompactModel(List<Stage> stages, Provenance provenance) {
    this.stages = stages;
    this.provenance = provenance;
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
    Objects.requireNonNull(provenance, "provenance");
    LayerOrder.check(layers);
    List<Stage> stages = layers.stream().map(layer -> layer.stage(kernels)).toList();
    return new CompactModel(stages, provenance);
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
}
