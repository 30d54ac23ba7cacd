package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.sparsity.FiniteCheck;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the loss or a gradient of a network is not finite, once for each network. */
final class Divergence {

  private static final Logger LOG = LoggerFactory.getLogger(DopingListener.class);

  private Divergence() {}

  /** Looks at a network between its backward pass and its update. */
  static void reportOnce(Model model, List<DopedLayer> doped) {
    if (doped.isEmpty()) {
      return;
    }
    INDArray gradients = model.getGradientsViewArray();
    boolean finiteGradients = gradients == null || FiniteCheck.isFinite(gradients);
    if (finiteGradients && Double.isFinite(model.score())) {
      return;
    }
    if (isNew(doped)) {
      LOG.error(
          "Iteration {}, epoch {}: the loss is {}, and {}. Doping matrices stay as they are while"
              + " their update is not finite: values, support and density. All other parameters"
              + " take this update. Stop, go back to the last checkpoint, and lower the learning"
              + " rate, clip gradients, or look for NaN in the data. This is said once.",
          BaseOptimizer.getIterationCount(model),
          BaseOptimizer.getEpochCount(model),
          model.score(),
          finiteGradients ? "all gradients are finite" : describe(affected(model)));
    }
  }

  /** Noted in the running network, since the listener may serve several. */
  private static boolean isNew(List<DopedLayer> doped) {
    boolean isNew = false;
    for (DopedLayer layer : doped) {
      isNew |= layer.conf() instanceof DopedLSTM conf && conf.noteDivergence();
    }
    return isNew;
  }

  private static String describe(List<String> layers) {
    return "the gradient is not finite in layer "
        + String.join(", ", layers)
        + (layers.size() > 1 ? " (the one nearest to the output was hit first)" : "");
  }

  private static List<String> affected(Model model) {
    List<String> names = new ArrayList<>();
    for (Layer layer : layers(model)) {
      INDArray gradient = layer.getGradientsViewArray();
      if (gradient != null && !FiniteCheck.isFinite(gradient)) {
        names.add(layer.conf().getLayer().getLayerName());
      }
    }
    return names;
  }

  private static Layer[] layers(Model model) {
    return model instanceof ComputationGraph graph
        ? graph.getLayers()
        : ((MultiLayerNetwork) model).getLayers();
  }
}
