package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A character language model: embedding, one doped LSTM layer, softmax. All but the LSTM is DL4J's.
 *
 * @param units H of the LSTM
 * @param factor parameter factor that it is planned for
 * @param seed of the initial parameters and of row dropout
 */
record CharacterModel(int units, double factor, long seed) {

  private static final int EMBEDDING = 64;
  private static final double LEARNING_RATE = 0.01;

  /**
   * The threshold that the encoding of shared gradients starts from: a tenth of a step of
   * Adam. DL4J's own, 1e-4, takes most of a short training to adapt.
   */
  static final double FIRST_THRESHOLD = LEARNING_RATE / 10;

  private static final double ANNEALING_START = 0.1;
  private static final double ANNEALING_END = 0.6;
  private static final int FEWEST_ITERATIONS = 20;

  /**
   * The configuration. Annealing and learning rate are given in iterations, so it has to be known
   * how many there will be.
   *
   * @param characters number of different characters
   * @param iterations that a network counts in the whole training: every minibatch if it trains
   *     alone, and as many as one worker takes if there are several
   * @return input and labels are numbers of characters, {@code [sequences, 1, steps]}
   * @throws IllegalArgumentException if there are too few iterations to anneal in
   */
  MultiLayerConfiguration configuration(int characters, int iterations) {
    if (iterations < FEWEST_ITERATIONS) {
      throw new IllegalArgumentException(
          "Annealing needs at least "
              + FEWEST_ITERATIONS
              + " iterations; there would be "
              + iterations
              + ". Train more epochs or on more text, in smaller minibatches or on fewer workers.");
    }
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(learningRate(iterations)))
        .list()
        .layer(new EmbeddingSequenceLayer.Builder().nIn(characters).nOut(EMBEDDING).build())
        .layer(lstm(iterations))
        .layer(
            new RnnOutputLayer.Builder(new LossSparseMCXENT())
                .activation(Activation.SOFTMAX)
                .dataFormat(RNNFormat.NCW)
                .nIn(units)
                .nOut(characters)
                .build())
        .build();
  }

  private DopedLSTM lstm(int iterations) {
    return new DopedLSTM.Builder()
        .name("lstm")
        .activation(Activation.TANH)
        .nIn(EMBEDDING)
        .nOut(units)
        .structure(Kronecker.balanced())
        .doping(
            Doping.builder()
                .anneal((int) (ANNEALING_START * iterations), (int) (ANNEALING_END * iterations))
                .every(Math.max(1, iterations / 100))
                .build())
        .compression(factor)
        .build();
  }

  /** Held while S is pruned, then lowered in steps. */
  private static ISchedule learningRate(int iterations) {
    return new MapSchedule(
        ScheduleType.ITERATION,
        Map.of(
            0,
            LEARNING_RATE,
            (int) (ANNEALING_END * iterations),
            LEARNING_RATE / 2,
            (int) (0.75 * iterations),
            LEARNING_RATE / 5,
            (int) (0.9 * iterations),
            LEARNING_RATE / 20));
  }
}
