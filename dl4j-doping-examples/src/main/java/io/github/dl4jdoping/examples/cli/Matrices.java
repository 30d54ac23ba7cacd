package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.examples.report.Table;
import io.github.dl4jdoping.runtime.CompactBidirectional;
import io.github.dl4jdoping.runtime.CompactLayer;
import io.github.dl4jdoping.runtime.CompactLstm;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.MatrixProvenance;
import io.github.dl4jdoping.runtime.WeightMatrix;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The weight matrices of all LSTMs of a model.
 *
 * @param matrices in the order of the layers, W before R and the forward direction first
 * @param origins of each; empty if nothing is known of them
 */
record Matrices(List<WeightMatrix> matrices, List<MatrixProvenance> origins) {

  private static final String UNKNOWN = "-";

  static Matrices of(CompactModel model) {
    List<WeightMatrix> matrices =
        model.layers().stream()
            .flatMap(Matrices::lstms)
            .flatMap(lstm -> Stream.of(lstm.input(), lstm.recurrent()))
            .toList();
    return new Matrices(matrices, model.provenance().matrices());
  }

  private static Stream<CompactLstm> lstms(CompactLayer layer) {
    if (layer instanceof CompactBidirectional both) {
      return Stream.of(both.forward(), both.backward());
    }
    return layer instanceof CompactLstm lstm ? Stream.of(lstm) : Stream.empty();
  }

  boolean isEmpty() {
    return matrices.isEmpty();
  }

  /** Each matrix: its structure, its sparse part, and the shares of both in the energy. */
  Table table() {
    Table table =
        new Table(
            "matrix",
            "shape",
            "structure",
            "parameters",
            "non-zeros",
            "density",
            "planned",
            "energy of structure",
            "of sparse part");
    for (int i = 0; i < matrices.size(); i++) {
      MatrixProvenance origin = origins.isEmpty() ? unknown(i) : origins.get(i);
      table.row(row(matrices.get(i), origin));
    }
    return table;
  }

  private static MatrixProvenance unknown(int index) {
    String layer = "LSTM " + (index / 2 + 1);
    return new MatrixProvenance(layer, index % 2 == 0 ? "W" : "R", UNKNOWN, Double.NaN, Double.NaN);
  }

  private static String[] row(WeightMatrix matrix, MatrixProvenance origin) {
    long nonZeros = matrix.support().size();
    double structure = origin.structureEnergyShare();
    return new String[] {
      origin.layer() + " " + origin.matrix(),
      matrix.rows() + " x " + matrix.columns(),
      origin.structure(),
      Long.toString(matrix.structure().parameters()),
      Long.toString(nonZeros),
      share("%.4f", (double) nonZeros / matrix.denseParameters()),
      share("%.4f", origin.plannedDensity()),
      share("%.3f", structure),
      share("%.3f", 1 - structure)
    };
  }

  private static String share(String format, double share) {
    return Double.isNaN(share) ? UNKNOWN : String.format(Locale.ROOT, format, share);
  }
}
