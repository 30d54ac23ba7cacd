package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.deploy.LayerConversion.Place;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An LSTM with all its weights inside a network, wherever wrappers put it.
 *
 * @param name for reports: the layer's name, for a Bidirectional with the direction
 * @param place where it is
 * @param backward whether it reads its input backwards
 * @param conf its configuration
 * @param parameters its parameters by their own names
 */
record LstmSite(
    String name,
    Place place,
    boolean backward,
    AbstractLSTM conf,
    Function<String, INDArray> parameters) {

  /** {@code [nIn, 4H]}. */
  INDArray inputWeights() {
    return conf instanceof AbstractDopedLSTM doped
        ? sum(doped.plan().input())
        : parameters.apply(LSTMParamInitializer.INPUT_WEIGHT_KEY);
  }

  /** {@code [H, 4H]}, without the columns of peepholes. */
  INDArray recurrentWeights() {
    if (conf instanceof AbstractDopedLSTM doped) {
      return sum(doped.plan().recurrent());
    }
    INDArray all = parameters.apply(LSTMParamInitializer.RECURRENT_WEIGHT_KEY);
    return all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 4 * conf.getNOut()));
  }

  /** An error that names the layer, and how to do without it. */
  IllegalArgumentException explained(IllegalArgumentException error) {
    String advice = " To leave the layer alone: except(\"" + place.layer() + "\").";
    return new IllegalArgumentException(
        "Layer \"" + name + "\": " + error.getMessage() + advice, error);
  }

  /** {@code [4H]}. */
  INDArray bias() {
    return parameters.apply(LSTMParamInitializer.BIAS_KEY);
  }

  /** {@code D + S} of a layer that is doped in name, but has all its weights. */
  private INDArray sum(MatrixPlan matrix) {
    INDArray dense = matrix.structure().toDense(slot -> parameters.apply(matrix.slotName(slot)));
    return matrix.doped()
        ? parameters.apply(matrix.dopingName()).add(dense.castTo(DataType.DOUBLE))
        : dense;
  }
}
