package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.DopedLSTMParamInitializer;
import io.github.dl4jdoping.structure.ParamSlot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From LSTMs with dense weights to doped ones that approximate them. */
final class DenseConversion implements LayerConversion {

  private final Map<Place, LstmApproximation> approximations;

  /**
   * A conversion.
   *
   * @param approximations of the LSTMs to convert, by place
   */
  DenseConversion(Map<Place, LstmApproximation> approximations) {
    this.approximations = approximations;
  }

  @Override
  public Converted convert(Layer layer, Place place, Function<String, INDArray> parameters) {
    LstmApproximation approximation = approximations.get(place);
    if (approximation == null) {
      return Converted.unchanged(layer);
    }
    DopedLSTM doped = approximation.configuration((AbstractLSTM) layer);
    Map<String, ParameterMove> moves = new HashMap<>();
    add(moves, doped.plan().input(), approximation.input());
    add(moves, doped.plan().recurrent(), approximation.recurrent());
    INDArray bias = parameters.apply(DopedLSTMParamInitializer.BIAS);
    moves.put(DopedLSTMParamInitializer.BIAS, (from, to) -> to.assign(bias.reshape(to.shape())));
    return new Converted(doped, moves);
  }

  private static void add(
      Map<String, ParameterMove> moves, MatrixPlan plan, MatrixApproximation matrix) {
    for (ParamSlot slot : plan.structure().slots()) {
      INDArray values = matrix.decomposition().theta().get(slot.name());
      moves.put(plan.slotName(slot.name()), (from, to) -> to.assign(values));
    }
    moves.put(plan.dopingName(), (from, to) -> to.assign(matrix.initialSparse()));
  }

  @Override
  public boolean continuesTraining() {
    return false;
  }
}
