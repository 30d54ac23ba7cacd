package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.SupportArrays;
import io.github.dl4jdoping.support.Support;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From a doped layer to its compact form. */
final class Compaction implements LayerConversion {

  @Override
  public AbstractDopedLSTM convert(AbstractDopedLSTM layer, Function<String, INDArray> parameters) {
    if (!(layer instanceof DopedLSTM doped)) {
      return layer;
    }
    if (!doped.getDoping().exists()) {
      return CompactDopedLSTM.of(doped);
    }
    return CompactDopedLSTM.of(
        doped,
        support(doped.plan().input(), parameters),
        support(doped.plan().recurrent(), parameters));
  }

  /**
   * The positions of the values that are not zero. A constraint may have set some to zero: then the
   * first zeros are added, so that all layers of one plan have arrays of one size, as the two
   * directions of a Bidirectional must.
   */
  private static Support support(MatrixPlan matrix, Function<String, INDArray> parameters) {
    INDArray dense = parameters.apply(matrix.dopingName());
    double[] values = dense.reshape('f', new long[] {dense.length()}).toDoubleVector();
    int[] positions = new int[Math.toIntExact(matrix.nonZeros())];
    long zerosLeft = matrix.nonZeros() - nonZeros(values);
    int count = 0;
    for (int p = 0; p < values.length && count < positions.length; p++) {
      if (values[p] != 0 || zerosLeft-- > 0) {
        positions[count++] = p;
      }
    }
    return Support.of(
        Math.toIntExact(matrix.shape().rows()),
        Math.toIntExact(matrix.shape().columns()),
        positions);
  }

  private static long nonZeros(double[] values) {
    long count = 0;
    for (double value : values) {
      count += value != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public Map<String, Support> supports(AbstractDopedLSTM before, AbstractDopedLSTM after) {
    return before instanceof DopedLSTM ? of((CompactDopedLSTM) after) : Map.of();
  }

  /** The supports of a compact layer by the name of their parameter. */
  static Map<String, Support> of(CompactDopedLSTM compact) {
    Map<String, Support> supports = new HashMap<>();
    for (MatrixPlan matrix : compact.plan().matrices()) {
      if (matrix.doped()) {
        supports.put(matrix.dopingName(), compact.support(matrix));
      }
    }
    return supports;
  }

  @Override
  public void move(Support support, INDArray from, INDArray to) {
    SupportArrays.gather(support, from, to);
  }
}
