package io.github.dl4jdoping.examples.bench;

/**
 * How small a compact network is.
 *
 * @param parameterFactor dense parameters over compact ones
 * @param byteFactor dense bytes over compact ones, indices included
 * @param bytesPerStep bytes of weights and indices that a step reads
 * @param bytesPerMicrosecond bandwidth measured for that many
 */
record ModelSize(
    double parameterFactor, double byteFactor, long bytesPerStep, double bytesPerMicrosecond) {

  /** The shortest possible step: reading the weights once. */
  double roofline() {
    return bytesPerStep / bytesPerMicrosecond;
  }
}
