package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.training.DopingReport;
import io.github.dl4jdoping.training.MatrixReport;
import org.deeplearning4j.nn.api.Model;

/** The promise that a trained network is held to. */
final class ExactDensity {

  private ExactDensity() {}

  /**
   * Requires that every doping matrix has as many non-zeros as planned, no more and no fewer.
   *
   * @param model whose training is over
   * @throws IllegalStateException if one has not; the message has the whole report
   */
  static void require(Model model) {
    DopingReport report = DopingReport.of(model);
    for (MatrixReport matrix : report.matrices()) {
      if (matrix.nonZeros() != matrix.plannedNonZeros()) {
        throw new IllegalStateException(
            "The doping of "
                + matrix.layer()
                + " "
                + matrix.matrix()
                + " has "
                + matrix.nonZeros()
                + " non-zeros; planned were "
                + matrix.plannedNonZeros()
                + ". "
                + report);
      }
    }
  }
}
