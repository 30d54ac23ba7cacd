package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.examples.common.Seeds;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

class SoftmaxOutputLayerTest {

  private static final int SIZE = 5;
  private static final int WORDS = 7;
  private static final int SEQUENCES = 3;
  private static final int STEPS = 4;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void scoreGradientAndOutputAreThoseOfTheStockLayer(DataType type) {
    MultiLayerNetwork ours = network(type, ours());
    MultiLayerNetwork stock = network(type, stock());
    stock.setParams(ours.params());
    INDArray inputs = inputs(type);
    INDArray targets = targets();

    for (MultiLayerNetwork network : new MultiLayerNetwork[] {ours, stock}) {
      network.setInput(inputs);
      network.setLabels(targets);
      network.computeGradientAndScore();
    }

    double tolerance = type == DataType.DOUBLE ? 1e-10 : 1e-5;
    assertThat(ours.score()).isCloseTo(stock.score(), within(tolerance));
    assertThat(distance(ours.gradient().gradient(), stock.gradient().gradient()))
        .isLessThan(tolerance);
    assertThat(distance(ours.output(inputs), stock.output(inputs))).isLessThan(tolerance);
  }

  @Test
  void gradientEqualsFiniteDifferences() {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours());

    // The checker insists on ND4J's default type, not only on the network's.
    DataType type = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    boolean correct = check(network);
    Nd4j.setDefaultDataTypes(type, type);

    assertThat(correct).isTrue();
  }

  /** The checker above cannot do this: it takes scores without a backward pass, of all words. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6})
  void gradientOfASampleEqualsFiniteDifferences(int sampledWords) {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours().sampledWords(sampledWords));
    INDArray gradient = sampledGradient(network, 0).muli(1.0 / SEQUENCES);
    double step = 1e-6;
    INDArray parameters = network.params();
    for (int i = 0; i < parameters.length(); i += 3) {
      double before = parameters.getDouble(i);
      double above = sampledScore(network, parameters.putScalar(i, before + step));
      double below = sampledScore(network, parameters.putScalar(i, before - step));
      parameters.putScalar(i, before);
      assertThat(gradient.getDouble(i))
          .as("parameter %s", i)
          .isCloseTo((above - below) / (2 * step), within(1e-7));
    }
  }

  private static double sampledScore(MultiLayerNetwork network, INDArray parameters) {
    network.setParams(parameters);
    sampledGradient(network, 0);
    return network.score();
  }

  @Test
  void eachIterationHasItsOwnSampleAndASeedTheSameOnes() {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours().sampledWords(2));
    List<INDArray> gradients =
        IntStream.range(0, 20).mapToObj(i -> sampledGradient(network, i)).toList();

    // One of six words is drawn.
    assertThat(gradients.stream().distinct().count()).isBetween(4L, 6L);
    assertThat(sampledGradient(network, 3)).isEqualTo(gradients.get(3));
  }

  private static INDArray sampledGradient(MultiLayerNetwork network, int iteration) {
    network.setIterationCount(iteration);
    network.setInput(inputs(DataType.DOUBLE));
    network.setLabels(targets());
    network.computeGradientAndScore();
    return network.gradient().gradient().dup();
  }

  @Test
  void scoresAndOutputsAreOfAllWords() {
    MultiLayerNetwork sampling = network(DataType.DOUBLE, ours().sampledWords(2));
    MultiLayerNetwork whole = network(DataType.DOUBLE, ours());
    whole.setParams(sampling.params());
    DataSet data = new DataSet(inputs(DataType.DOUBLE), targets());

    assertThat(sampling.output(data.getFeatures())).isEqualTo(whole.output(data.getFeatures()));
    assertThat(sampling.score(data)).isEqualTo(whole.score(data));
  }

  @Test
  void aSampleGoesIntoTheConfigurationAndIsChecked() {
    SoftmaxOutput output = ours().sampledWords(4).build();
    MultiLayerConfiguration conf =
        network(DataType.DOUBLE, ours().sampledWords(4)).getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());

    assertThat(output.getSampledWords()).isEqualTo(4);
    assertThat(((SoftmaxOutput) read.getConf(1).getLayer()).getSampledWords()).isEqualTo(4);
    assertThatThrownBy(() -> ours().sampledWords(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("even")
        .hasMessageContaining("3");
    assertThatThrownBy(() -> network(DataType.DOUBLE, ours().sampledWords(8)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("below the number of words, 7");
  }

  @Test
  void aSampleCannotLearnFromATeacher() {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours().sampledWords(2));
    INDArray teacher = Nd4j.ones(DataType.DOUBLE, SEQUENCES * STEPS, WORDS);

    assertThatThrownBy(() -> biasGradient(network, teacher, 0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sampledWords");
  }

  /** With respect to the logits it is a mean of p - onehot and p - teacher. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void theGradientOfDistillationIsTheMeanOfTwo(double share) {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours());
    INDArray teacher = Nd4j.rand(DataType.DOUBLE, SEQUENCES * STEPS, WORDS);
    teacher.diviColumnVector(teacher.sum(true, 1));
    INDArray ofWords = biasGradient(network, null, 0);
    INDArray output = network.output(inputs(DataType.DOUBLE)).permute(2, 0, 1);
    INDArray sums = output.dup('c').reshape(SEQUENCES * STEPS, WORDS).sum(0);
    INDArray ofTeacher = sums.sub(teacher.sum(0));

    INDArray expected = ofWords.mul(1 - share).addi(ofTeacher.mul(share));

    assertThat(distance(biasGradient(network, teacher.dup('c'), share), expected))
        .isLessThan(1e-10);
    assertThat(distance(biasGradient(network, null, 0), ofWords)).as("only once").isLessThan(1e-12);
  }

  private static INDArray biasGradient(MultiLayerNetwork network, INDArray teacher, double share) {
    network.setInput(inputs(DataType.DOUBLE));
    network.setLabels(targets());
    if (teacher != null) {
      ((SoftTargets) network.getOutputLayer()).learnFrom(teacher, share);
    }
    network.computeGradientAndScore();
    return network.gradient().getGradientFor("1_b").dup().reshape(WORDS);
  }

  @Test
  void probabilitiesAreTheOutputInTheOrderOfTokens() {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours());
    INDArray output = network.output(inputs(DataType.DOUBLE));
    network
        .getOutputLayer()
        .setInput(
            network.feedForward(inputs(DataType.DOUBLE)).get(1), LayerWorkspaceMgr.noWorkspaces());
    INDArray probabilities = ((SoftTargets) network.getOutputLayer()).probabilities();
    INDArray expected = output.permute(2, 0, 1).dup('c').reshape(SEQUENCES * STEPS, WORDS);
    assertThat(distance(probabilities, expected)).isLessThan(1e-12);
  }

  private static boolean check(MultiLayerNetwork network) {
    return GradientCheckUtil.checkGradients(
        new GradientCheckUtil.MLNConfig()
            .net(network)
            .input(inputs(DataType.DOUBLE))
            .labels(targets())
            .epsilon(1e-6)
            .maxRelError(1e-5)
            .minAbsoluteError(1e-8));
  }

  @Test
  void gradientUnderDropoutIsThatOfTheStockLayer() {
    MultiLayerNetwork ours = network(DataType.DOUBLE, ours().dropOut(0.5));
    MultiLayerNetwork stock = network(DataType.DOUBLE, stock().dropOut(0.5));
    stock.setParams(ours.params());

    for (MultiLayerNetwork network : new MultiLayerNetwork[] {ours, stock}) {
      network.setInput(Nd4j.ones(DataType.DOUBLE, 1, SIZE, 1));
      network.setLabels(Nd4j.create(DataType.INT32, 1, 1, 1));
      Seeds.restartNd4j(3);
      network.computeGradientAndScore();
    }

    INDArray gradient = ours.gradient().gradient();
    assertThat(distance(gradient, stock.gradient().gradient())).isLessThan(1e-10);
    INDArray ofWeights = ours.gradient().getGradientFor("1_W");
    assertThat(ofWeights.eq(0).castTo(DataType.INT32).sumNumber().intValue())
        .as("weights of dropped inputs")
        .isBetween(1, SIZE * WORDS - 1);
  }

  @Test
  void evaluationIsWithoutDropout() {
    MultiLayerNetwork dropping = network(DataType.DOUBLE, ours().dropOut(0.5));
    MultiLayerNetwork plain = network(DataType.DOUBLE, ours());
    plain.setParams(dropping.params());

    assertThat(dropping.output(inputs(DataType.DOUBLE)))
        .isEqualTo(plain.output(inputs(DataType.DOUBLE)));
  }

  @Test
  void hugeLogitsNeitherOverflowNorLoseTheLoss() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1000, 0, -1000}, {-5000, -5000, -5000}});

    double loss = SoftmaxLoss.loss(logits.dup(), new int[] {1, 2});
    INDArray gradient = logits.dup();
    double same = SoftmaxLoss.lossAndGradient(gradient, new int[] {1, 2});

    assertThat(loss).isCloseTo(1000 + Math.log(3), within(1e-3)).isEqualTo(same);
    assertThat(gradient.toFloatMatrix()[0]).containsExactly(1, -1, 0);
    assertThat(gradient.getDouble(1, 2)).isCloseTo(1 / 3.0 - 1, within(1e-6));
  }

  @Test
  void lossOfALargeVocabularyIsExactInFloat() {
    INDArray logits = Nd4j.randn(DataType.FLOAT, 40, 10_000).muli(3);
    int[] targets = new int[40];
    double exact = 0;
    for (int i = 0; i < targets.length; i++) {
      targets[i] = 37 * i;
      double sum = 0;
      for (int word = 0; word < 10_000; word++) {
        sum += Math.exp(logits.getDouble(i, word));
      }
      exact += Math.log(sum) - logits.getDouble(i, targets[i]);
    }

    assertThat(SoftmaxLoss.loss(logits, targets)).isCloseTo(exact, within(1e-6 * exact));
  }

  @Test
  void masksAreRefused() {
    MultiLayerNetwork network = network(DataType.DOUBLE, ours());

    assertThatThrownBy(
            () ->
                network.fit(inputs(DataType.DOUBLE), targets(), null, Nd4j.ones(SEQUENCES, STEPS)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("mask");
  }

  private static SoftmaxOutput.Builder ours() {
    return new SoftmaxOutput.Builder().nIn(SIZE).nOut(WORDS);
  }

  private static RnnOutputLayer.Builder stock() {
    return new RnnOutputLayer.Builder(new LossSparseMCXENT())
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .nIn(SIZE)
        .nOut(WORDS);
  }

  private static MultiLayerNetwork network(DataType type, BaseOutputLayer.Builder<?> output) {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(9)
            .dataType(type)
            .updater(new NoOp())
            .weightInit(new NormalDistribution(0, 1))
            .list()
            .layer(new LSTM.Builder().nIn(SIZE).nOut(SIZE).activation(Activation.TANH).build())
            .layer(output.build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    return network;
  }

  private static INDArray inputs(DataType type) {
    Seeds.restartNd4j(1);
    return Nd4j.randn(DataType.DOUBLE, SEQUENCES, SIZE, STEPS).castTo(type);
  }

  private static INDArray targets() {
    int[] ids = new int[SEQUENCES * STEPS];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (i * i + 1) % WORDS;
    }
    return Nd4j.createFromArray(ids).reshape(SEQUENCES, 1, STEPS);
  }

  private static double distance(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }
}
