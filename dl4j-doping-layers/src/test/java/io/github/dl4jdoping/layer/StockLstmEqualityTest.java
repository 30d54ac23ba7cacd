package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** With structure none and dense doping the layer is DL4J's LSTM. */
class StockLstmEqualityTest {

  private static final double EXACT = 1e-10;

  private record Twins(MultiLayerNetwork stock, MultiLayerNetwork doped) {

    double distance(INDArray input) {
      return Data.distance(doped.output(input), stock.output(input));
    }
  }

  private static DopedLSTM doped(Settings settings) {
    return apply(settings, Nets.doped()).build();
  }

  private static LSTM stock(Settings settings) {
    return apply(settings, Nets.stock()).build();
  }

  private static <B extends AbstractLSTM.Builder<B>> B apply(Settings settings, B builder) {
    return builder
        .activation(settings.activation)
        .gateActivationFunction(settings.gates)
        .dataFormat(settings.format)
        .forgetGateBiasInit(0.7);
  }

  private record Settings(
      RNNFormat format, Activation activation, Activation gates, int batch, int steps) {

    INDArray input() {
      return Data.in(format, Data.sequences(batch, steps));
    }

    DataSet data() {
      return new DataSet(input(), Data.in(format, Data.labels(batch, steps)));
    }

    Twins twins() {
      return StockLstmEqualityTest.twins(
          new Sgd(0.1), stock(this), doped(this), Nets.eachStep(Nets.UNITS, format));
    }
  }

  private static Twins twins(IUpdater updater, Layer stock, Layer doped, Layer... above) {
    MultiLayerNetwork stockNet = net(updater, stock, above);
    MultiLayerNetwork dopedNet = net(updater, doped, above);
    dopedNet.setParams(stockNet.params());
    return new Twins(stockNet, dopedNet);
  }

  private static MultiLayerNetwork net(IUpdater updater, Layer first, Layer... above) {
    Layer[] layers = new Layer[above.length + 1];
    layers[0] = first.clone();
    for (int i = 0; i < above.length; i++) {
      layers[i + 1] = above[i].clone();
    }
    return Nets.net(Nets.defaults(updater, DataType.DOUBLE), layers);
  }

  static Stream<Settings> settings() {
    Activation sigmoid = Activation.SIGMOID;
    return Stream.of(
        new Settings(RNNFormat.NCW, Activation.TANH, sigmoid, 3, 5),
        new Settings(RNNFormat.NWC, Activation.TANH, sigmoid, 3, 5),
        new Settings(RNNFormat.NCW, Activation.TANH, sigmoid, 1, 5),
        new Settings(RNNFormat.NWC, Activation.TANH, sigmoid, 1, 5),
        new Settings(RNNFormat.NCW, Activation.TANH, sigmoid, 3, 1),
        new Settings(RNNFormat.NWC, Activation.TANH, sigmoid, 3, 1),
        new Settings(RNNFormat.NCW, Activation.TANH, sigmoid, 1, 1),
        new Settings(RNNFormat.NCW, Activation.TANH, Activation.HARDSIGMOID, 2, 4),
        new Settings(RNNFormat.NWC, Activation.SOFTSIGN, sigmoid, 2, 4),
        new Settings(RNNFormat.NCW, Activation.RELU, sigmoid, 2, 4),
        new Settings(RNNFormat.NCW, Activation.ELU, Activation.HARDSIGMOID, 2, 4),
        new Settings(RNNFormat.NCW, Activation.IDENTITY, sigmoid, 2, 4));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void outputsAreEqual(Settings settings) {
    assertThat(settings.twins().distance(settings.input())).isLessThan(EXACT);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void gradientsAreEqual(Settings settings) {
    Twins twins = settings.twins();
    assertThat(gradientDistance(twins, settings.data())).isLessThan(EXACT);
  }

  private static double gradientDistance(Twins twins, DataSet data) {
    return Data.distance(gradient(twins.doped, data), gradient(twins.stock, data));
  }

  private static INDArray gradient(MultiLayerNetwork net, DataSet data) {
    net.setInput(data.getFeatures());
    net.setLabels(data.getLabels());
    net.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    net.computeGradientAndScore();
    INDArray gradient = net.gradient().gradient().dup();
    assertThat(gradient.norm2Number().doubleValue()).isPositive();
    return gradient;
  }

  @Test
  void gradientsWithRespectToTheInputAreEqual() {
    Layer second = Nets.stock().nIn(Nets.UNITS).build();
    DopedLSTM secondDoped = Nets.doped().nIn(Nets.UNITS).build();
    MultiLayerNetwork stock = Nets.net(Nets.stock().build(), second, Nets.eachStep(Nets.UNITS));
    MultiLayerNetwork doped =
        Nets.net(Nets.doped().build(), secondDoped, Nets.eachStep(Nets.UNITS));
    doped.setParams(stock.params());
    Twins twins = new Twins(stock, doped);

    assertThat(twins.distance(Data.sequences(2, 4))).isLessThan(EXACT);
    assertThat(gradientDistance(twins, Data.sequenceData(2, 4))).isLessThan(EXACT);
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void theLastStepsOfSequencesOfVariableLengthAreEqual(RNNFormat format) {
    Twins twins =
        twins(
            new Sgd(0.1),
            new LastTimeStep(Nets.stock().dataFormat(format).build()),
            new LastTimeStep(Nets.doped().dataFormat(format).build()),
            Nets.eachSequence(Nets.UNITS));
    INDArray input = Data.in(format, Data.sequences(3, 4));
    INDArray mask = Data.variableLengths(3, 4);

    INDArray stock = twins.stock.output(input, false, mask, null);
    assertThat(Data.distance(twins.doped.output(input, false, mask, null), stock))
        .isLessThan(EXACT);
    assertThat(Data.distance(stock, twins.stock.output(input))).isGreaterThan(1e-3);
    DataSet data = new DataSet(input, Data.labels(3), mask, null);
    assertThat(gradientDistance(twins, data)).isLessThan(EXACT);
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightInit.class,
      names = {"XAVIER", "RELU_UNIFORM", "LECUN_NORMAL", "ZERO"})
  void theSameSeedGivesTheSameInitialParameters(WeightInit init) {
    MultiLayerNetwork stock =
        Nets.net(
            Nets.defaults().weightInit(init),
            Nets.stock().forgetGateBiasInit(2).weightInitRecurrent(WeightInit.NORMAL).build(),
            Nets.eachStep(Nets.UNITS));
    MultiLayerNetwork doped =
        Nets.net(
            Nets.defaults().weightInit(init),
            Nets.doped().forgetGateBiasInit(2).weightInitRecurrent(WeightInit.NORMAL).build(),
            Nets.eachStep(Nets.UNITS));

    assertThat(doped.params()).isEqualTo(stock.params());
    assertThat(doped.getParam("0_SW").shape()).containsExactly(Nets.INPUTS, 4L * Nets.UNITS);
    assertThat(doped.getParam("0_SR").shape()).containsExactly(Nets.UNITS, 4L * Nets.UNITS);
    assertThat(doped.getParam("0_SW")).isEqualTo(stock.getParam("0_W"));
    assertThat(doped.getParam("0_SR")).isEqualTo(stock.getParam("0_RW"));
    assertThat(doped.getParam("0_b")).isEqualTo(stock.getParam("0_b"));
  }

  static List<IUpdater> updaters() {
    return List.of(new Sgd(0.1), new Nesterovs(0.1, 0.9), new Adam(0.01), new RmsProp(0.01));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void trainingTakesTheSamePath(IUpdater updater) {
    Twins twins =
        twins(updater, Nets.stock().build(), Nets.doped().build(), Nets.eachStep(Nets.UNITS));
    INDArray before = twins.stock.params().dup();
    for (int i = 0; i < 5; i++) {
      twins.stock.fit(Data.sequenceData(2, 4));
      twins.doped.fit(Data.sequenceData(2, 4));
    }

    assertThat(Data.distance(twins.stock.params(), before)).isGreaterThan(1e-3);
    assertThat(Data.distance(twins.doped.params(), twins.stock.params())).isLessThan(EXACT);
  }

  @Test
  void inSinglePrecisionTheyAgreeToRoundingErrors() {
    MultiLayerNetwork stock = inFloat(Nets.stock().nOut(19).build());
    MultiLayerNetwork doped = inFloat(Nets.doped().nOut(19).build());
    doped.setParams(stock.params());
    INDArray input = Data.sequences(3, 20).castTo(DataType.FLOAT);

    assertThat(doped.output(input).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Data.distance(doped.output(input), stock.output(input))).isLessThan(1e-5);
    DataSet data = new DataSet(input, Data.labels(3, 20).castTo(DataType.FLOAT));
    assertThat(gradientDistance(new Twins(stock, doped), data)).isLessThan(1e-5 * 20);
  }

  private static MultiLayerNetwork inFloat(Layer first) {
    return Nets.net(Nets.defaults(new Sgd(1), DataType.FLOAT), first, Nets.eachStep(19));
  }
}
