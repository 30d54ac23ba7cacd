package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks for tests. */
public final class Nets {

  /** Number of inputs; odd, so that halves differ. */
  public static final int INPUTS = 3;

  /** Number of LSTM units. */
  public static final int UNITS = 4;

  /** Number of classes. */
  public static final int CLASSES = 2;

  private Nets() {}

  /** An annealed doping with a final density of 1, so that there is never anything to prune. */
  public static Doping.Builder unpruned() {
    return Doping.builder().finalDensity(1).anneal(1_000, 2_000);
  }

  /** A doped layer of the usual sizes. */
  public static DopedLSTM.Builder doped(Structure structure, Doping doping) {
    return doped().structure(structure).doping(doping);
  }

  /** A doped layer that is to equal DL4J's LSTM. */
  public static DopedLSTM.Builder doped() {
    return new DopedLSTM.Builder()
        .nIn(INPUTS)
        .nOut(UNITS)
        .structure(Unstructured.none())
        .doping(Doping.dense());
  }

  /** DL4J's LSTM of the usual sizes. */
  public static LSTM.Builder stock() {
    return new LSTM.Builder().nIn(INPUTS).nOut(UNITS);
  }

  /** A softmax for each time step. */
  public static RnnOutputLayer eachStep(int inputs) {
    return eachStep(inputs, RNNFormat.NCW);
  }

  /** A softmax for each time step. */
  public static RnnOutputLayer eachStep(int inputs, RNNFormat format) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .dataFormat(format)
        .nIn(inputs)
        .nOut(CLASSES)
        .build();
  }

  /** A softmax for each sequence. */
  public static OutputLayer eachSequence(int inputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(CLASSES)
        .build();
  }

  /** What all test networks share; the learning rate is 1, as gradient checks want it. */
  public static NeuralNetConfiguration.Builder defaults() {
    return defaults(new Sgd(1), DataType.DOUBLE);
  }

  /** What all test networks share. */
  public static NeuralNetConfiguration.Builder defaults(IUpdater updater, DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .dataType(type)
        .updater(updater)
        .activation(Activation.TANH);
  }

  /** The configuration of a stack of layers. */
  public static MultiLayerConfiguration configuration(
      NeuralNetConfiguration.Builder defaults, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = defaults.list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return list.build();
  }

  /** An initialised network in double precision. */
  public static MultiLayerNetwork net(Layer... layers) {
    return net(defaults(), layers);
  }

  /** An initialised network. */
  public static MultiLayerNetwork net(NeuralNetConfiguration.Builder defaults, Layer... layers) {
    MultiLayerNetwork net = new MultiLayerNetwork(configuration(defaults, layers));
    net.init();
    return net;
  }

  /** An initialised graph: input, a layer, an output layer. */
  public static ComputationGraph graph(
      NeuralNetConfiguration.Builder defaults, Layer layer, Layer output) {
    ComputationGraph graph =
        new ComputationGraph(
            defaults
                .graphBuilder()
                .addInputs("in")
                .addLayer("lstm", layer, "in")
                .addLayer("out", output, "lstm")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  /** The same network with the listener that switches pruning and row dropout on. */
  public static MultiLayerNetwork listening(MultiLayerNetwork net) {
    net.setListeners(new DopingListener());
    return net;
  }

  /** The same network with every doping matrix pruned to its planned density, without training. */
  public static <M extends Model> M pruned(M net) {
    for (DopedLayer layer : DopedLayer.in(net)) {
      for (MatrixPlan matrix : layer.conf().plan().matrices()) {
        if (matrix.doped()) {
          MagnitudePruning.prune(layer.doping(matrix), matrix.nonZeros());
        }
      }
    }
    return net;
  }

  /** The doped layer at an index, out of its wrappers. */
  public static DopedLSTMLayer dopedLayer(MultiLayerNetwork net, int index) {
    return DopedLayer.in(net).stream()
        .filter(layer -> layer.implementation() != null)
        .filter(layer -> layer.implementation().getIndex() == index)
        .findFirst()
        .map(layer -> (DopedLSTMLayer) layer.implementation())
        .orElseThrow();
  }
}
