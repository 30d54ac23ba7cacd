package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.training.DopingListener;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks: 6 inputs, 8 units, 3 outputs. */
final class Nets {

  static final int INPUTS = 6;
  static final int UNITS = 8;
  static final int OUTPUTS = 3;

  /** Number of iterations after which the doping has its density. */
  static final int ANNEALED = 4;

  private Nets() {}

  /** 48 of the 192 entries of SW and 64 of the 256 of SR; 38 and 40 parameters of low rank. */
  static DopedLSTM doped() {
    return new DopedLSTM.Builder()
        .name("memory")
        .nIn(INPUTS)
        .nOut(UNITS)
        .structure(LowRank.rank(1))
        .doping(Doping.builder().finalDensity(0.25).anneal(1, ANNEALED).every(1).build())
        .build();
  }

  /** 192 entries of W and 256 of RW. */
  static LSTM dense() {
    return new LSTM.Builder().name("memory").nIn(INPUTS).nOut(UNITS).build();
  }

  static LSTM lstm(int inputs) {
    return new LSTM.Builder().nIn(inputs).nOut(UNITS).build();
  }

  static Layer bidirectional() {
    return new Bidirectional(Bidirectional.Mode.ADD, lstm(INPUTS));
  }

  static MultiLayerNetwork network(Layer... hidden) {
    NeuralNetConfiguration.ListBuilder layers = settings().list();
    for (Layer layer : hidden) {
      layers.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(layers.layer(output()).build());
    net.init();
    return net;
  }

  static ComputationGraph graph() {
    return graph(doped());
  }

  static ComputationGraph graph(Layer hidden) {
    ComputationGraph graph =
        new ComputationGraph(
            settings()
                .graphBuilder()
                .addInputs("in")
                .addLayer("memory", hidden, "in")
                .addLayer("out", output(), "memory")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(INPUTS))
                .build());
    graph.init();
    return graph;
  }

  private static NeuralNetConfiguration.Builder settings() {
    return new NeuralNetConfiguration.Builder().seed(12).updater(new Adam(0.01));
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(UNITS)
        .nOut(OUTPUTS)
        .build();
  }

  static <M extends Model> M trained(M net, int iterations) {
    net.setListeners(new DopingListener());
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, INPUTS, 3);
    INDArray y = Nd4j.zeros(2, OUTPUTS, 3);
    for (int i = 0; i < 6; i++) {
      y.putScalar(i / 3, i % OUTPUTS, i % 3, 1);
    }
    for (int i = 0; i < iterations; i++) {
      if (net instanceof ComputationGraph graph) {
        graph.fit(new DataSet(x, y));
      } else {
        ((MultiLayerNetwork) net).fit(new DataSet(x, y));
      }
    }
    return net;
  }

  static void write(Model net, Path file, boolean updater) throws IOException {
    ModelSerializer.writeModel(net, file.toFile(), updater);
  }
}
