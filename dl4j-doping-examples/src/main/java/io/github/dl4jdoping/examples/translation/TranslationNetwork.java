package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.examples.tasks.EpochDecay;
import io.github.dl4jdoping.examples.tasks.SoftmaxOutput;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The network: an LSTM encoder whose last output is given to an LSTM decoder at every step, beside
 * the word before.
 */
final class TranslationNetwork {

  /** Input: sentences. */
  static final String SOURCE = "source";

  /** Input: translations as far as they are known. */
  static final String TARGET = "target";

  /** What the encoder gives to the decoder {@code [N, units]}. */
  static final String SUMMARY = "summary";

  /** Layer: vectors of the words of translations. */
  static final String TARGET_EMBEDDING = "target embedding";

  /** Layer: the decoder's LSTM. */
  static final String DECODER = "decoder";

  /** Layer: softmax over the next word. */
  static final String OUTPUT = "output";

  private static final String SOURCE_EMBEDDING = "source embedding";
  private static final String ENCODER = "encoder";
  private static final String SUMMARIES = "summary at each step";
  private static final String DECODER_INPUT = "decoder input";

  private final TranslationSettings settings;
  private final int iterationsPerEpoch;

  private TranslationNetwork(TranslationSettings settings, int iterationsPerEpoch) {
    this.settings = settings;
    this.iterationsPerEpoch = iterationsPerEpoch;
  }

  /**
   * The network as a DL4J configuration.
   *
   * @param settings sizes and rates
   * @param data for the sizes of its vocabularies
   * @param iterationsPerEpoch turns epochs of the annealing window into iterations
   * @param seed of the initial weights
   * @return inputs are numbers of words as in {@link Batch}, output {@code [N, words, steps]}
   */
  static ComputationGraphConfiguration configuration(
      TranslationSettings settings, Multi30k data, int iterationsPerEpoch, long seed) {
    return new TranslationNetwork(settings, iterationsPerEpoch).configuration(data, seed);
  }

  private ComputationGraphConfiguration configuration(Multi30k data, long seed) {
    int units = settings.units();
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(new EpochDecay(settings.lr(), settings.decayFrom(), settings.decay())))
        .graphBuilder()
        .addInputs(SOURCE, TARGET)
        .addLayer(SOURCE_EMBEDDING, embedding(data.source().size()), SOURCE)
        .addLayer(ENCODER, lstm(units), SOURCE_EMBEDDING)
        .addVertex(SUMMARY, new LastTimeStepVertex(SOURCE), ENCODER)
        .addVertex(SUMMARIES, new DuplicateToTimeSeriesVertex(TARGET), SUMMARY)
        .addLayer(TARGET_EMBEDDING, embedding(data.target().size()), TARGET)
        .addVertex(DECODER_INPUT, new MergeVertex(), TARGET_EMBEDDING, SUMMARIES)
        .addLayer(DECODER, lstm(2 * units), DECODER_INPUT)
        .addLayer(
            OUTPUT,
            new SoftmaxOutput.Builder()
                .nIn(units)
                .nOut(data.target().size())
                .dropOut(dropout())
                .build(),
            DECODER)
        .setOutputs(OUTPUT)
        .build();
  }

  private EmbeddingSequenceLayer embedding(int words) {
    return new EmbeddingSequenceLayer.Builder().nIn(words).nOut(settings.units()).build();
  }

  private DopedLSTM lstm(int inputs) {
    return settings
        .layer()
        .layer(inputs, settings.units(), iterationsPerEpoch)
        .activation(Activation.TANH)
        .dropOut(dropout())
        .build();
  }

  private IDropout dropout() {
    return settings.dropout() == 0 ? null : new Dropout(1 - settings.dropout());
  }
}
