package io.github.dl4jdoping.examples.bench;

/** A network that is ready to run: it carries its state from call to call. */
interface Contender extends AutoCloseable {

  /**
   * Runs as many steps as it was prepared for.
   *
   * @param in inputs [steps, batch, nIn], row by row
   * @param out receives the last layer's outputs [steps, batch, H]
   */
  void run(float[] in, float[] out);

  /** Gives native memory back. */
  @Override
  void close();
}
