package io.github.dl4jdoping.examples.faults;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.examples.common.Seeds;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.training.DopingListener;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small training with everything that must go on where it stopped: annealing, row dropout, dropout
 * and Adam. The network repeats the symbol of two steps ago.
 *
 * @param iterations training iterations, at least 8; S is pruned from one eighth to three quarters
 *     of them
 */
record Workload(int iterations) {

  private static final long SEED = 6;
  private static final int SYMBOLS = 8;
  private static final int UNITS = 64;
  private static final int BATCH = 4;
  private static final int STEPS = 10;
  private static final int DELAY = 2;

  Workload {
    if (iterations < 8) {
      throw new IllegalArgumentException(
          "At least 8 iterations are needed; got " + iterations + ".");
    }
  }

  /** The network before training. */
  MultiLayerNetwork network() {
    Doping doping =
        Doping.builder()
            .finalDensity(0.05)
            .anneal(iterations / 8, iterations * 3 / 4)
            .every(3)
            .rowDropout(0.3)
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new Adam(0.01))
                .list()
                .layer(
                    new DopedLSTM.Builder()
                        .nIn(SYMBOLS)
                        .nOut(UNITS)
                        .activation(Activation.TANH)
                        .structure(Kronecker.balanced())
                        .doping(doping)
                        .dropOut(0.9)
                        .build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nIn(UNITS)
                        .nOut(SYMBOLS)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** One more iteration, the same whatever the process did before. */
  void fit(MultiLayerNetwork network) {
    int iteration = network.getIterationCount();
    Seeds.restartNd4j(SEED, iteration);
    network.fit(batch(iteration));
  }

  private static DataSet batch(int iteration) {
    SplittableRandom random = new SplittableRandom(Seeds.derive(SEED, iteration));
    INDArray inputs = Nd4j.zeros(BATCH, SYMBOLS, STEPS);
    INDArray labels = Nd4j.zeros(BATCH, SYMBOLS, STEPS);
    for (int example = 0; example < BATCH; example++) {
      int[] symbols = random.ints(STEPS, 0, SYMBOLS).toArray();
      for (int step = 0; step < STEPS; step++) {
        inputs.putScalar(example, symbols[step], step, 1);
        labels.putScalar(example, symbols[Math.max(0, step - DELAY)], step, 1);
      }
    }
    return new DataSet(inputs, labels);
  }

  /** The listener without which nothing is pruned. */
  static DopingListener listener() {
    return new DopingListener();
  }
}
