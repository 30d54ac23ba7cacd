package io.github.dl4jdoping.examples.ptb;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrent state that a network carries from one segment to the next: a snapshot.
 *
 * @param streaming per recurrent layer, the state of {@code rnnTimeStep}
 * @param training per recurrent layer, the state of truncated backpropagation
 */
record CarriedState(List<Map<String, INDArray>> streaming, List<Map<String, INDArray>> training)
    implements Serializable {

  /**
   * Takes a snapshot.
   *
   * @param network that carries the state
   * @return copies of its arrays
   */
  static CarriedState of(MultiLayerNetwork network) {
    return new CarriedState(
        layers(network).map(l -> copy(l.rnnGetPreviousState())).toList(),
        layers(network).map(l -> copy(l.rnnGetTBPTTState())).toList());
  }

  /**
   * Makes a network carry this state.
   *
   * @param network of the same layers as the one the snapshot is of
   */
  void restoreTo(MultiLayerNetwork network) {
    List<RecurrentLayer> layers = layers(network).toList();
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).rnnSetPreviousState(copy(streaming.get(i)));
      layers.get(i).rnnSetTBPTTState(copy(training.get(i)));
    }
  }

  private static Stream<RecurrentLayer> layers(MultiLayerNetwork network) {
    return Stream.of(network.getLayers())
        .filter(RecurrentLayer.class::isInstance)
        .map(RecurrentLayer.class::cast);
  }

  private static Map<String, INDArray> copy(Map<String, INDArray> state) {
    Map<String, INDArray> copy = new HashMap<>();
    state.forEach((name, array) -> copy.put(name, array.dup(array.ordering())));
    return copy;
  }
}
