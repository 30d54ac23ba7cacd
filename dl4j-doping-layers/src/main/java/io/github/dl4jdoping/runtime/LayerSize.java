package io.github.dl4jdoping.runtime;

/**
 * What a layer, or several together, take. Parameters are the entries of weight matrices without
 * biases; bytes are those of everything, biases and indices included.
 *
 * @param name of the layer
 * @param denseParameters number of weights if every matrix were dense
 * @param parameters number of weights: parameters of structures plus non-zeros
 * @param denseBytes bytes if every matrix were dense, in single precision
 * @param memoryBytes bytes of the arrays in memory, as the kernels hold them
 * @param fileBytes bytes in the file
 */
public record LayerSize(
    String name,
    long denseParameters,
    long parameters,
    long denseBytes,
    long memoryBytes,
    long fileBytes) {

  /**
   * How many times fewer weights there are than in dense matrices.
   *
   * @return the parameter factor; NaN if there are no weights
   */
  public double parameterFactor() {
    return (double) denseParameters / parameters;
  }

  /**
   * How many times fewer bytes there are in memory than with dense matrices.
   *
   * @return the byte factor in memory; NaN if there is nothing
   */
  public double memoryFactor() {
    return (double) denseBytes / memoryBytes;
  }

  /**
   * How many times fewer bytes there are in the file than dense matrices would take.
   *
   * @return the byte factor on disk
   */
  public double fileFactor() {
    return (double) denseBytes / fileBytes;
  }

  LayerSize plus(LayerSize other) {
    return new LayerSize(
        name,
        denseParameters + other.denseParameters,
        parameters + other.parameters,
        denseBytes + other.denseBytes,
        memoryBytes + other.memoryBytes,
        fileBytes + other.fileBytes);
  }
}
