package io.github.dl4jdoping.examples.speech;

import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The network: an LSTM over frames, and after every frame the probability of each digit. */
final class DigitNetwork {

  private DigitNetwork() {}

  /**
   * The network as a DL4J configuration.
   *
   * @param variant of the LSTM layer
   * @param settings sizes and rates
   * @param iterations training steps of the whole run
   * @param seed of the initial weights
   * @return input {@code [N, bands, steps]}, output {@code [N, 10, steps]}
   */
  static MultiLayerConfiguration configuration(
      Variant variant, Settings settings, int iterations, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(learningRate(settings.learningRate(), iterations)))
        .list()
        .layer(
            variant
                .layer(settings, iterations)
                .nIn(FrameExtractor.BANDS)
                .nOut(settings.units())
                .activation(Activation.TANH)
                .build())
        .layer(
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(settings.units())
                .nOut(Recording.DIGITS)
                .dropOut(dropout(settings.dropout()))
                .build())
        .build();
  }

  private static IDropout dropout(double probability) {
    return probability == 0 ? null : new Dropout(1 - probability);
  }

  /** Held while S is pruned, then lowered in steps. */
  private static ISchedule learningRate(double highest, int iterations) {
    return new MapSchedule(
        ScheduleType.ITERATION,
        Map.of(
            0,
            highest,
            (int) (0.6 * iterations),
            highest / 2,
            (int) (0.75 * iterations),
            highest / 5,
            (int) (0.9 * iterations),
            highest / 20));
  }
}
