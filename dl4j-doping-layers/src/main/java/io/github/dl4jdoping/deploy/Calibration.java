package io.github.dl4jdoping.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Runs data through a network and shows each LSTM its inputs. */
final class Calibration {

  private final Model net;
  private final List<Activity> activities;
  private boolean fed;

  Calibration(Model net, List<LstmSite> sites) {
    this.net = net;
    this.activities = sites.stream().map(Activity::new).toList();
  }

  /** What each LSTM saw, in the order of the sites. */
  List<Activity> activities() {
    if (!fed) {
      throw new IllegalArgumentException(
          "The calibration iterator gave no data. If it was used before, reset it.");
    }
    return activities;
  }

  void feed(MultiDataSet batch) {
    fed = true;
    if (net instanceof MultiLayerNetwork network) {
      feed(network, batch);
    } else {
      feed((ComputationGraph) net, batch);
    }
  }

  private void feed(MultiLayerNetwork network, MultiDataSet batch) {
    INDArray features = batch.getFeatures(0);
    INDArray mask = batch.getFeaturesMaskArrays() == null ? null : batch.getFeaturesMaskArray(0);
    network.setLayerMaskArrays(mask, null);
    List<INDArray> activations = network.feedForward(features, false);
    for (Activity activity : activities) {
      String name = activity.site().place().layer();
      int index = network.getLayer(name).getIndex();
      InputPreProcessor preProcessor =
          network.getLayerWiseConfigurations().getInputPreProcess(index);
      add(activity, activations.get(index), preProcessor, mask, features);
    }
    network.clearLayerMaskArrays();
  }

  private void feed(ComputationGraph graph, MultiDataSet batch) {
    graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), null);
    Map<String, INDArray> activations = graph.feedForward(batch.getFeatures(), false);
    for (Activity activity : activities) {
      String name = activity.site().place().layer();
      String source = graph.getConfiguration().getVertexInputs().get(name).get(0);
      GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
      InputPreProcessor preProcessor =
          vertex instanceof LayerVertex of ? of.getPreProcessor() : null;
      INDArray mask = mask(source, graph.getConfiguration(), batch);
      add(activity, activations.get(source), preProcessor, mask, batch.getFeatures(0));
    }
    graph.clearLayerMaskArrays();
  }

  /** That of the first network input before a vertex that has one: DL4J does not tell. */
  private static INDArray mask(
      String vertex, ComputationGraphConfiguration configuration, MultiDataSet batch) {
    if (batch.getFeaturesMaskArrays() == null) {
      return null;
    }
    int input = configuration.getNetworkInputs().indexOf(vertex);
    if (input >= 0) {
      return batch.getFeaturesMaskArray(input);
    }
    return configuration.getVertexInputs().getOrDefault(vertex, List.of()).stream()
        .map(before -> mask(before, configuration, batch))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void add(
      Activity activity,
      INDArray input,
      InputPreProcessor preProcessor,
      INDArray mask,
      INDArray features) {
    INDArray x = input;
    if (preProcessor != null) {
      int examples = Math.toIntExact(features.size(0));
      x = preProcessor.preProcess(x.dup(), examples, LayerWorkspaceMgr.noWorkspaces());
    }
    activity.add(x, mask);
  }
}
