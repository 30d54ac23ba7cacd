package io.github.dl4jdoping.runtime;

/** A layer without state, which treats all steps and streams alike. */
interface PointwiseStage extends Stage {

  /**
   * Applies the layer to rows.
   *
   * @param rows number of rows
   * @param in {@code [rows, inputs]}
   * @param from index of the first input
   * @param out receives {@code [rows, outputs]} from index 0 on; not the same array
   * @param scratch at least {@link #scratch} floats
   */
  void apply(int rows, float[] in, int from, float[] out, float[] scratch);

  /** The number of floats that {@link #apply} needs for its own use. */
  default int scratch(int rows) {
    return 0;
  }

  @Override
  default Runner open(int batch, float[] state, int stateFrom) {
    return new PointwiseRunner(this, batch);
  }
}
