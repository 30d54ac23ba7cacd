package io.github.dl4jdoping.pytorch;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Unstructured;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** Networks with the sizes of a golden one, and random weights. */
final class Nets {

  private Nets() {}

  static LSTM lstm(int units) {
    return new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
  }

  static DopedLSTM doped(int units) {
    return new DopedLSTM.Builder()
        .nOut(units)
        .activation(Activation.TANH)
        .structure(Unstructured.none())
        .doping(Doping.dense())
        .build();
  }

  static Bidirectional bothWays(AbstractLSTM lstm) {
    return new Bidirectional(Bidirectional.Mode.CONCAT, lstm);
  }

  static MultiLayerNetwork like(Golden golden, boolean doped) {
    Layer[] layers = new Layer[golden.layers()];
    for (int i = 0; i < layers.length; i++) {
      AbstractLSTM lstm = doped ? doped(golden.units()) : lstm(golden.units());
      layers[i] = golden.directions() == 2 ? bothWays(lstm) : lstm;
    }
    return network(golden.inputs(), layers);
  }

  static MultiLayerNetwork network(int inputs, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(1).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net =
        new MultiLayerNetwork(list.setInputType(InputType.recurrent(inputs)).build());
    net.init();
    return net;
  }
}
