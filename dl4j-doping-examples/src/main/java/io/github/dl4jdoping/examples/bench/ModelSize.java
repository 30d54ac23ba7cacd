package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.CompactSize;
import io.github.dl4jdoping.runtime.LayerSize;

/**
 * How small a compact network is.
 *
 * @param parameterFactor dense parameters over compact ones
 * @param memoryFactor dense bytes over those of the compact network in memory, indices included
 * @param fileFactor dense bytes over those of the compact network's file
 * @param bytesPerStep bytes of weights and indices that a step reads
 * @param bytesPerMicrosecond bandwidth measured for that many
 */
record ModelSize(
    double parameterFactor,
    double memoryFactor,
    double fileFactor,
    long bytesPerStep,
    double bytesPerMicrosecond) {

  /**
   * The size of a model, with the bandwidth of this JVM's machine.
   *
   * @param model asked for its size
   */
  static ModelSize of(CompactModel model) {
    CompactSize size = model.size();
    LayerSize lstms = size.lstms();
    return new ModelSize(
        lstms.parameterFactor(),
        lstms.memoryFactor(),
        lstms.fileFactor(),
        size.stepBytes(),
        Bandwidth.bytesPerMicrosecond(size.stepBytes()));
  }

  /** The shortest possible step in microseconds: reading the weights once. */
  double roofline() {
    return bytesPerStep / bytesPerMicrosecond;
  }
}
