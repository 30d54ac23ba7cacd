package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.deploy.LayerConversion.ParameterMove;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Takes parameters and the state of updaters from a network to its converted form. */
final class StateTransfer {

  private final Map<String, Map<String, ParameterMove>> moves;

  /**
   * A transfer between two networks.
   *
   * @param moves how parameters come about that are not copied, by layer and parameter name
   */
  StateTransfer(Map<String, Map<String, ParameterMove>> moves) {
    this.moves = moves;
  }

  /** Takes the parameters of one layer to its counterpart, whose parameters are all zero. */
  void parameters(Trainable from, Trainable to) {
    Map<String, INDArray> before = from.paramTable(false);
    Map<String, INDArray> after = to.paramTable(false);
    if (before != null && after != null) {
      after.forEach((name, array) -> move(layer(to), name, before.get(name), array));
    }
  }

  private static String layer(Trainable layer) {
    return layer.getConfig().getLayerName();
  }

  private void move(String layer, String name, INDArray from, INDArray to) {
    ParameterMove move = moves.getOrDefault(layer, Map.of()).get(name);
    if (move != null) {
      move.move(from, to);
    } else {
      to.assign(from);
    }
  }

  /**
   * Takes over the state of the updaters, if there is any.
   *
   * @param from the updaters of the network; may be null
   * @param to makes the updaters of the new network
   */
  void updaters(Object from, Supplier<?> to) {
    if (from instanceof BaseMultiLayerUpdater<?> before && before.getStateViewArray() != null) {
      Map<StateKey, INDArray> states = states(before);
      states((BaseMultiLayerUpdater<?>) to.get())
          .forEach((key, array) -> move(key.layer(), key.name(), states.get(key), array));
    }
  }

  /** The n-th array that an updater keeps for a parameter, such as its momentum. */
  private record StateKey(String layer, String name, int n) {}

  /**
   * The state of all parameters. A block of parameters with equal updaters keeps the first array of
   * them all, then the second of them all.
   */
  private static Map<StateKey, INDArray> states(BaseMultiLayerUpdater<?> updater) {
    Map<StateKey, INDArray> states = new HashMap<>();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      int first = block.getParamOffsetStart();
      long size = (long) block.getParamOffsetEnd() - first;
      int length = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
      for (int n = 0; n < length / size; n++) {
        INDArray ofBlock = slice(block.getUpdaterView(), n * size, (n + 1) * size);
        for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
          states.put(
              new StateKey(layer(parameter.getLayer()), parameter.getParamName(), n),
              slice(
                  ofBlock,
                  parameter.getParamOffsetStart() - first,
                  parameter.getParamOffsetEnd() - first));
        }
      }
    }
    return states;
  }

  private static INDArray slice(INDArray vector, long from, long to) {
    return vector.reshape(vector.length()).get(NDArrayIndex.interval(from, to));
  }
}
