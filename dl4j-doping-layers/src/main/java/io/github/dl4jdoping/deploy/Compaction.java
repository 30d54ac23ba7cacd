package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.SupportArrays;
import io.github.dl4jdoping.support.Support;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From a doped layer to its compact form. */
final class Compaction implements LayerConversion {

  @Override
  public Converted convert(Layer layer, Place place, Function<String, INDArray> parameters) {
    if (!(layer instanceof DopedLSTM doped)) {
      return Converted.unchanged(layer);
    }
    if (!doped.getDoping().exists()) {
      return new Converted(CompactDopedLSTM.of(doped), Map.of());
    }
    Support input = support(doped.plan().input(), parameters);
    Support recurrent = support(doped.plan().recurrent(), parameters);
    return new Converted(
        CompactDopedLSTM.of(doped, input, recurrent),
        Map.of(
            doped.plan().input().dopingName(), gathering(input),
            doped.plan().recurrent().dopingName(), gathering(recurrent)));
  }

  private static ParameterMove gathering(Support support) {
    return (from, to) -> SupportArrays.gather(support, from, to);
  }

  @Override
  public boolean continuesTraining() {
    return true;
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
}
