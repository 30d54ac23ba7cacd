package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.kernel.KroneckerShape;
import io.github.dl4jdoping.runtime.DenseFactors;
import io.github.dl4jdoping.runtime.Factors;
import io.github.dl4jdoping.runtime.HybridFactors;
import io.github.dl4jdoping.runtime.KroneckerFactors;
import io.github.dl4jdoping.runtime.LowRankFactors;
import io.github.dl4jdoping.runtime.WeightMatrix;
import io.github.dl4jdoping.runtime.ZeroFactors;
import io.github.dl4jdoping.structure.MatrixForm;
import io.github.dl4jdoping.support.Support;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One weight matrix {@code D(theta) + S} of a doped layer, as the runtime holds it. */
final class MatrixExport {

  private final MatrixPlan plan;
  private final Function<String, INDArray> parameters;
  private final int rows;
  private final int columns;

  private MatrixExport(MatrixPlan plan, Function<String, INDArray> parameters) {
    this.plan = plan;
    this.parameters = parameters;
    this.rows = Math.toIntExact(plan.shape().rows());
    this.columns = Math.toIntExact(plan.shape().columns());
  }

  /**
   * Exports a matrix.
   *
   * @param layer the configuration of its layer, compact or annealed
   * @param plan its plan
   * @param parameters the layer's parameters by name
   */
  static WeightMatrix of(
      AbstractDopedLSTM layer, MatrixPlan plan, Function<String, INDArray> parameters) {
    return new MatrixExport(plan, parameters).matrix(layer);
  }

  private WeightMatrix matrix(AbstractDopedLSTM layer) {
    if (!layer.hasDopingParameter(plan.name())) {
      return new WeightMatrix(factors());
    }
    INDArray stored = parameters.apply(plan.dopingName());
    float[] values = stored.reshape('f', new long[] {stored.length()}).toFloatVector();
    int[] positions =
        layer instanceof CompactDopedLSTM compact ? compact.support(plan).positions() : null;
    return withoutZeros(positions, values);
  }

  /**
   * A support may have values that became 0 in training.
   *
   * @param positions where the values are; null if they are all of the matrix
   */
  private WeightMatrix withoutZeros(int[] positions, float[] values) {
    int[] where = new int[values.length];
    int count = 0;
    for (int k = 0; k < values.length; k++) {
      if (values[k] != 0) {
        where[count] = positions == null ? k : positions[k];
        values[count++] = values[k];
      }
    }
    Support support = Support.of(rows, columns, Arrays.copyOf(where, count));
    return new WeightMatrix(factors(), support, Arrays.copyOf(values, count));
  }

  private Factors factors() {
    MatrixForm form =
        plan.structure()
            .form()
            .orElseThrow(
                () ->
                    new Unsupported(
                        "its structure is a "
                            + plan.structure().getClass().getName()
                            + ". Structures that can be exported are Kronecker, LowRank, Hybrid"
                            + " and Unstructured."));
    if (form instanceof MatrixForm.Kronecker kronecker) {
      return new KroneckerFactors(shape(kronecker), slot("B"), slot("C"));
    } else if (form instanceof MatrixForm.LowRank lowRank) {
      return new LowRankFactors(rows, columns, lowRank.rank(), slot("L"), slot("Q"));
    } else if (form instanceof MatrixForm.Hybrid hybrid) {
      return hybrid(hybrid);
    } else if (form instanceof MatrixForm.Dense) {
      return new DenseFactors(rows, columns, slot("D"));
    }
    return new ZeroFactors(rows, columns);
  }

  private static KroneckerShape shape(MatrixForm.Kronecker form) {
    return KroneckerShape.of(form.terms(), form.p1(), form.q1(), form.p2(), form.q2());
  }

  private HybridFactors hybrid(MatrixForm.Hybrid form) {
    boolean allFree = form.denseColumns() == plan.shape().blockColumns();
    return new HybridFactors(
        rows,
        columns,
        freeUnits(form),
        allFree ? 0 : form.rank(),
        form.denseColumns() == 0 ? new float[0] : slot("D"),
        allFree ? new float[0] : slot("L"),
        allFree ? new float[0] : slot("Q"));
  }

  private static int[] freeUnits(MatrixForm.Hybrid form) {
    return form.freeUnits().isEmpty()
        ? IntStream.range(0, Math.toIntExact(form.denseColumns())).toArray()
        : form.freeUnits().stream().mapToInt(unit -> unit).toArray();
  }

  private float[] slot(String name) {
    return RowMajor.of(parameters.apply(plan.slotName(name)));
  }
}
