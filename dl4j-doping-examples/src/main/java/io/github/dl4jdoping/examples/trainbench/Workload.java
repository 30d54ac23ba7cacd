package io.github.dl4jdoping.examples.trainbench;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.examples.tasks.SoftmaxOutput;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Two LSTM layers, batches of {@value #BATCH} sequences of {@value #STEPS} steps.
 *
 * @param units inputs and units of each layer
 * @param words size of the vocabulary of embedding and softmax, or 0 for the LSTM layers alone, with
 *     a squared loss on their outputs
 * @param sampledWords words that training steps of all but stock DL4J look at, or 0 for all
 */
record Workload(int units, int words, int sampledWords) {

  static final int BATCH = 20;
  static final int STEPS = 35;
  static final int VOCABULARY = 10_000;

  private static final int LAYERS = 2;
  private static final long SEED = 1;

  /** Tokens of one iteration. */
  static int tokens() {
    return BATCH * STEPS;
  }

  /**
   * Multiplications and additions of one iteration's matrix products if all weights are dense. Targets
   * that are added to a sample of words are left out.
   */
  double flops(Contender contender) {
    boolean sampled = sampledWords > 0 && contender != Contender.STOCK;
    double lstm = LAYERS * 2.0 * units * 4 * units;
    double softmax = (double) units * (sampled ? sampledWords : words);
    return 2 * 3 * tokens() * (lstm + softmax);
  }

  DataSet data() {
    return words == 0
        ? new DataSet(signals(), signals())
        : new DataSet(ids(new Random(SEED)), ids(new Random(SEED + 1)));
  }

  private INDArray signals() {
    return Nd4j.randn(SEED, new long[] {BATCH, units, STEPS}).muli(0.5);
  }

  private INDArray ids(Random random) {
    INDArray ids = Nd4j.create(DataType.FLOAT, new long[] {BATCH, 1, STEPS}, 'c');
    for (long i = 0; i < ids.length(); i++) {
      ids.putScalar(i, random.nextInt(words));
    }
    return ids;
  }

  /** A new network, with its iteration counter where the contender's phase is. */
  MultiLayerNetwork network(Contender contender) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(SEED).updater(new Sgd(0.01)).list();
    if (words > 0) {
      layers.layer(new EmbeddingSequenceLayer.Builder().nIn(words).nOut(units).build());
    }
    for (int i = 0; i < LAYERS; i++) {
      layers.layer(lstm(contender));
    }
    layers.layer(output(contender));
    MultiLayerConfiguration configuration = layers.build();
    configuration.setIterationCount(contender.firstIteration());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    if (contender != Contender.STOCK) {
      network.setListeners(new DopingListener());
    }
    return network;
  }

  private Layer lstm(Contender contender) {
    if (contender == Contender.STOCK) {
      return new LSTM.Builder().nIn(units).nOut(units).activation(Activation.TANH).build();
    }
    return new DopedLSTM.Builder()
        .nIn(units)
        .nOut(units)
        .activation(Activation.TANH)
        .structure(contender.isDoped() ? Kronecker.balanced() : Unstructured.none())
        .doping(contender.doping())
        .build();
  }

  private Layer output(Contender contender) {
    if (words == 0) {
      return new RnnLossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build();
    }
    return contender == Contender.STOCK
        ? new RnnOutputLayer.Builder(new LossSparseMCXENT())
            .activation(Activation.SOFTMAX)
            .dataFormat(RNNFormat.NCW)
            .nIn(units)
            .nOut(words)
            .build()
        : new SoftmaxOutput.Builder().nIn(units).nOut(words).sampledWords(sampledWords).build();
  }

  @Override
  public String toString() {
    String softmax = words == 0 ? "" : "-softmax" + words;
    return "2x" + units + softmax + (sampledWords == 0 ? "" : "-sampled" + sampledWords);
  }
}
