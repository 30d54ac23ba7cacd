package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.examples.tasks.EpochDecay;
import io.github.dl4jdoping.examples.tasks.SoftmaxOutput;
import io.github.dl4jdoping.examples.tasks.TrainedStart;
import io.github.dl4jdoping.examples.tasks.Variant;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Zaremba's language model: embedding, two LSTM layers, softmax. */
final class LanguageModel {

  private static final int LSTM_LAYERS = 2;

  private final Settings settings;
  private final Variant variant;
  private final int words;
  private final int iterationsPerEpoch;

  private LanguageModel(Settings settings, Variant variant, int words, int iterationsPerEpoch) {
    this.settings = settings;
    this.variant = variant;
    this.words = words;
    this.iterationsPerEpoch = iterationsPerEpoch;
  }

  /**
   * The model as a DL4J configuration.
   *
   * @param settings of the run
   * @param words size of the vocabulary
   * @param iterationsPerEpoch number of segments of the training text, which turns epochs of the
   *     annealing window into iterations
   * @return input and output are word ids, {@code [sequences, 1, steps]}
   */
  static MultiLayerConfiguration configuration(
      Settings settings, int words, int iterationsPerEpoch) {
    return new LanguageModel(settings, settings.variant(), words, iterationsPerEpoch)
        .configuration();
  }

  /**
   * The same model with dense layers.
   *
   * @param settings of the run
   * @param words size of the vocabulary
   * @return input and output are word ids, {@code [sequences, 1, steps]}
   */
  static MultiLayerConfiguration uncompressed(Settings settings, int words) {
    return new LanguageModel(settings, Variant.DENSE, words, 1).configuration();
  }

  /**
   * Compresses a trained model; variant dense leaves it as it is.
   *
   * @param settings of the run
   * @param dense model with the configuration {@link #uncompressed}
   * @param iterationsPerEpoch number of segments of the training text
   * @param data a part of the training text
   * @param folder for the report
   * @return a model whose training begins
   * @throws IOException if the report cannot be written
   */
  static MultiLayerNetwork compress(
      Settings settings,
      MultiLayerNetwork dense,
      int iterationsPerEpoch,
      Iterable<DataSet> data,
      Path folder)
      throws IOException {
    if (settings.variant() == Variant.DENSE) {
      return dense;
    }
    int units = settings.preset().units();
    Structure structure =
        settings
            .variant()
            .structure(
                MatrixShape.lstm(units, units),
                settings.factor(),
                settings.terms(),
                settings.kronecker(),
                TrainedStart.STRUCTURE_SHARE);
    Doping doping = new LanguageModel(settings, settings.variant(), 0, iterationsPerEpoch).doping();
    return settings.start().compress(dense, structure, settings.factor(), doping, data, folder);
  }

  private MultiLayerConfiguration configuration() {
    Preset preset = settings.preset();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .weightInit(new UniformDistribution(-preset.initRange(), preset.initRange()))
            .updater(new Sgd(new EpochDecay(settings.lr(), settings.decayFrom(), settings.decay())))
            .list();
    layers.layer(new EmbeddingSequenceLayer.Builder().nIn(words).nOut(preset.units()).build());
    for (int i = 0; i < LSTM_LAYERS; i++) {
      layers.layer(lstm(preset.units()));
    }
    return layers
        .layer(
            new SoftmaxOutput.Builder()
                .nIn(preset.units())
                .nOut(words)
                .dropOut(dropout())
                .sampledWords(settings.sampledWords())
                .build())
        .backpropType(BackpropType.TruncatedBPTT)
        .tBPTTLength(Settings.STEPS)
        .build();
  }

  /** Input and recurrent matrix have the same shape, so one structure fits both. */
  private Layer lstm(int units) {
    MatrixShape shape = MatrixShape.lstm(units, units);
    DopedLSTM.Builder builder =
        new DopedLSTM.Builder()
            .nIn(units)
            .nOut(units)
            .activation(Activation.TANH)
            .forgetGateBiasInit(0.0)
            .dropOut(dropout())
            .structure(
                variant.structure(shape, settings.factor(), settings.terms(), settings.kronecker()))
            .doping(doping());
    if (variant.annealed()) {
      builder.compression(settings.factor());
    }
    return builder.build();
  }

  private Doping doping() {
    if (variant == Variant.DENSE) {
      return Doping.dense();
    }
    if (!variant.annealed()) {
      return Doping.none();
    }
    Doping.Builder doping =
        window()
            .every(settings.every())
            .granularity(settings.granularity().granularity())
            .initialShare(settings.initialShare())
            .learningRateFactor(settings.dopingLr());
    return withRegrowth(withRowDropout(doping)).build();
  }

  private Doping.Builder window() {
    int from = iteration(settings.annealFrom());
    int to = iteration(settings.annealTo());
    return settings.start().exists()
        ? settings.start().anneal(Doping.builder(), from, to)
        : Doping.builder().anneal(from, to);
  }

  private Doping.Builder withRegrowth(Doping.Builder doping) {
    double until = settings.regrowUntil() == 0 ? settings.annealTo() : settings.regrowUntil();
    return settings.regrow() == 0
        ? doping
        : doping.regrow(settings.regrow(), settings.regrowEvery(), iteration(until));
  }

  private Doping.Builder withRowDropout(Doping.Builder doping) {
    double rate = settings.rowDropout();
    doping.rowDropoutOn(settings.rowDropoutOn());
    doping.rowDropoutPerSequence(settings.rowDropoutPerSequence());
    if (rate == 0 || Double.isInfinite(settings.rowDropoutUntil())) {
      return doping.rowDropout(rate);
    }
    return doping.rowDropout(
        new LinearFade(
            rate, iteration(settings.annealTo()), iteration(settings.rowDropoutUntil())));
  }

  private int iteration(double epoch) {
    return Math.toIntExact(Math.round(epoch * iterationsPerEpoch));
  }

  private IDropout dropout() {
    return settings.dropout() == 0 ? null : new Dropout(1.0 - settings.dropout());
  }
}
