package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.tasks.EpochDecay;
import io.github.dl4jdoping.examples.tasks.LayerSettings;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The network: embedding, one LSTM layer, and a softmax over intents from its last state. */
final class IntentNetwork {

  private IntentNetwork() {}

  /**
   * The network as a DL4J configuration.
   *
   * @param settings sizes and rates
   * @param layer how the LSTM layer is compressed
   * @param words size of the vocabulary
   * @param intents number of intents
   * @param iterationsPerEpoch turns epochs of the annealing window into iterations
   * @param seed of the initial weights
   * @return input word numbers {@code [N, steps]} with a mask, output {@code [N, intents]}
   */
  static MultiLayerConfiguration configuration(
      IntentSettings settings,
      LayerSettings layer,
      int words,
      int intents,
      int iterationsPerEpoch,
      long seed) {
    int units = settings.units();
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(new EpochDecay(settings.lr(), settings.decayFrom(), settings.decay())))
        .list()
        .layer(new EmbeddingSequenceLayer.Builder().nIn(words).nOut(units).build())
        .layer(
            new LastTimeStep(
                layer
                    .layer(units, units, iterationsPerEpoch)
                    .activation(Activation.TANH)
                    .dropOut(dropout(settings.dropout()))
                    .build()))
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(units)
                .nOut(intents)
                .dropOut(dropout(settings.dropout()))
                .build())
        .build();
  }

  private static IDropout dropout(double probability) {
    return probability == 0 ? null : new Dropout(1 - probability);
  }
}
