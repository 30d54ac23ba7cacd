package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.support.Support;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layer of a {@link CompactDopedLSTM}: S is stored as the values on a fixed support. */
public final class CompactDopedLSTMLayer extends AbstractDopedLayer<CompactDopedLSTM> {

  private CompactDopedLSTMLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /**
   * Makes the layer for a configuration, as DL4J asks for it.
   *
   * @param conf configuration whose layer is a {@link CompactDopedLSTM}
   * @param listeners may be null
   * @param index index of the layer in the network
   * @param params view of the layer's parameters in the network's flat vector
   * @param initialise whether to set initial values
   * @param type data type of the network
   * @return the layer
   * @throws org.deeplearning4j.exception.DL4JInvalidConfigException if the configuration's supports
   *     are damaged
   */
  public static CompactDopedLSTMLayer create(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialise,
      DataType type) {
    CompactDopedLSTMLayer layer = new CompactDopedLSTMLayer(conf, type);
    layer.initialise(listeners, index, params, initialise);
    layer.dopedMatrices().forEach(layer.layerConf()::support);
    return layer;
  }

  private List<MatrixPlan> dopedMatrices() {
    return layerConf().plan().matrices().stream().filter(MatrixPlan::doped).toList();
  }

  /** Constraints are about the rows and columns of a matrix, so they get to see one. */
  @Override
  public void applyConstraints(int iteration, int epoch) {
    if (layerConf().getConstraints() == null || layerConf().getConstraints().isEmpty()) {
      return;
    }
    Map<String, INDArray> compact = params;
    params = withDenseDoping();
    super.applyConstraints(iteration, epoch);
    Map<String, INDArray> constrained = params;
    params = compact;
    for (MatrixPlan matrix : dopedMatrices()) {
      Support support = layerConf().support(matrix);
      String name = matrix.dopingName();
      if (support.size() > 0) {
        SupportArrays.gather(support, constrained.get(name), compact.get(name));
      }
    }
  }

  private Map<String, INDArray> withDenseDoping() {
    Map<String, INDArray> dense = new LinkedHashMap<>(params);
    for (MatrixPlan matrix : dopedMatrices()) {
      if (matrix.nonZeros() > 0) {
        dense.put(
            matrix.dopingName(),
            new CompactTerm(layerConf().support(matrix), matrix.dopingName(), params::get, null)
                .dense(null));
      }
    }
    return dense;
  }
}
