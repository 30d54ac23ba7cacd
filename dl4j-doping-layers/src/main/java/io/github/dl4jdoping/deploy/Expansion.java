package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.SupportArrays;
import io.github.dl4jdoping.support.Support;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From a compact layer to the doped layer that it was made from. */
final class Expansion implements LayerConversion {

  @Override
  public Converted convert(Layer layer, Place place, Function<String, INDArray> parameters) {
    if (!(layer instanceof CompactDopedLSTM compact)) {
      return Converted.unchanged(layer);
    }
    Map<String, ParameterMove> moves = new HashMap<>();
    for (MatrixPlan matrix : compact.plan().matrices()) {
      if (matrix.doped()) {
        Support support = compact.support(matrix);
        moves.put(matrix.dopingName(), (from, to) -> scatter(support, from, to));
      }
    }
    return new Converted(compact.expanded(), moves);
  }

  private static void scatter(Support support, INDArray from, INDArray to) {
    // Without non-zeros, a doping matrix is a parameter in its dense form only.
    if (from != null) {
      SupportArrays.scatter(support, from, to);
    }
  }

  @Override
  public boolean continuesTraining() {
    return true;
  }
}
