package io.github.dl4jdoping.golden;

import io.github.dl4jdoping.training.DopingListener;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Data that the networks of the kept files are trained and asked with. */
final class GoldenData {

  private static final int BATCH = 2;
  private static final int STEPS = 5;

  private GoldenData() {}

  /** {@code [BATCH, INPUTS, STEPS]}, from a standard normal distribution. */
  static INDArray input(int seed) {
    Random random = new Random(seed);
    INDArray input = Nd4j.create(BATCH, GoldenNet.INPUTS, STEPS);
    for (long i = 0; i < input.length(); i++) {
      input.putScalar(i, random.nextGaussian());
    }
    return input;
  }

  /** Trains on from one iteration to another, with the listener that anneals. */
  static Model trained(Model model, int from, int to, boolean classifies) {
    model.setListeners(new DopingListener());
    for (int i = from; i < to; i++) {
      DataSet batch = new DataSet(input(i), labels(i, classifies));
      if (model instanceof ComputationGraph graph) {
        graph.fit(batch);
      } else {
        ((MultiLayerNetwork) model).fit(batch);
      }
    }
    return model;
  }

  private static INDArray labels(int seed, boolean classifies) {
    Random random = new Random(seed);
    int steps = classifies ? 1 : STEPS;
    INDArray labels = Nd4j.zeros(BATCH, GoldenNet.CLASSES, steps);
    for (int n = 0; n < BATCH; n++) {
      for (int t = 0; t < steps; t++) {
        labels.putScalar(n, random.nextInt(GoldenNet.CLASSES), t, 1);
      }
    }
    return classifies ? labels.reshape(BATCH, GoldenNet.CLASSES) : labels;
  }
}
