package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.training.DopingReport;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained variant.
 *
 * @param variant what was trained
 * @param evaluation how well it predicts the test documents
 * @param doping its weight matrices at the end
 * @param otherParameters parameters apart from the two weight matrices: biases and output layer
 * @param history what was observed while it trained
 * @param seconds duration of its training
 * @param recurrentDoping S of the recurrent matrix, {@code [H, 4H]}; null if the variant has none
 */
record Result(
    Variant variant,
    Evaluation evaluation,
    DopingReport doping,
    long otherParameters,
    History history,
    double seconds,
    INDArray recurrentDoping) {

  /**
   * The weights of the LSTM: parameters of the structures and non-zeros of S, biases not counted.
   *
   * @return number of weights that remain
   */
  public long lstmParameters() {
    return doping.matrices().stream()
        .mapToLong(matrix -> matrix.structureParameters() + matrix.nonZeros())
        .sum();
  }

  /**
   * All parameters of the network.
   *
   * @return weights of the LSTM, its biases and the output layer
   */
  public long totalParameters() {
    return lstmParameters() + otherParameters;
  }

  /** How training ended, in a line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: perplexity %.2f after %.0f s",
        variant.name(),
        evaluation.perplexity(),
        seconds);
  }
}
