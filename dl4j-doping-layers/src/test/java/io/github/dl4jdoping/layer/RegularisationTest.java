package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What {@code LSTM.Builder} offers against overfitting works as it does there. */
class RegularisationTest {

  private record Option(String name, Consumer<AbstractLSTM.Builder<?>> setting) {

    <B extends AbstractLSTM.Builder<B>> Layer layer(B builder) {
      setting.accept(builder);
      return builder.build();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Option> options() {
    return Stream.of(
        new Option("l1", b -> b.l1(0.05)),
        new Option("l2", b -> b.l2(0.05)),
        new Option("l1 and l2 of the bias", b -> b.l1Bias(0.05).l2Bias(0.05)),
        new Option("weight decay", b -> b.weightDecay(0.05)),
        new Option("input dropout", b -> b.dropOut(0.5)),
        new Option("Gaussian dropout", b -> b.dropOut(new GaussianDropout(0.3))),
        new Option("weight noise", b -> b.weightNoise(new Halving())),
        new Option("bias updater", b -> b.biasUpdater(new Sgd(0.01))),
        new Option("constrained weights", b -> b.constrainWeights(new MaxNormConstraint(0.5, 0))),
        new Option(
            "constrained recurrent weights",
            b -> b.constrainRecurrent(new MaxNormConstraint(0.5, 0))),
        new Option("constrained bias", b -> b.constrainBias(new NonNegativeConstraint())),
        new Option("all constrained", b -> b.constrainAllParameters(new NonNegativeConstraint())),
        normalised(GradientNormalization.RenormalizeL2PerLayer),
        normalised(GradientNormalization.RenormalizeL2PerParamType),
        normalised(GradientNormalization.ClipElementWiseAbsoluteValue),
        normalised(GradientNormalization.ClipL2PerLayer),
        normalised(GradientNormalization.ClipL2PerParamType));
  }

  /** Weight noise without chance, since the order of draws differs. */
  private static final class Halving implements IWeightNoise {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray getParameter(
        org.deeplearning4j.nn.api.Layer layer,
        String name,
        int iteration,
        int epoch,
        boolean train,
        LayerWorkspaceMgr workspaces) {
      INDArray values = layer.getParam(name);
      return train && !name.equals("b") ? values.mul(0.5) : values;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public Halving clone() {
      return this;
    }
  }

  private static Option normalised(GradientNormalization way) {
    return new Option(
        way.name(), b -> b.gradientNormalization(way).gradientNormalizationThreshold(0.01));
  }

  private static MultiLayerNetwork onTop(Layer layer) {
    return Nets.net(
        Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
        Nets.stock().nOut(Nets.INPUTS).build(),
        layer,
        Nets.eachStep(Nets.UNITS));
  }

  private static void train(MultiLayerNetwork net) {
    Nd4j.getRandom().setSeed(5);
    for (int i = 0; i < 3; i++) {
      net.fit(Data.sequenceData(2, 4));
    }
  }

  /** With a trainable layer below, so that the gradient of the inputs counts too. */
  @ParameterizedTest
  @MethodSource("options")
  void worksAsInDl4jsLstm(Option option) {
    MultiLayerNetwork stock = onTop(option.layer(Nets.stock()));
    MultiLayerNetwork doped = onTop(option.layer(Nets.doped()));
    MultiLayerNetwork without = onTop(Nets.doped().build());
    doped.setParams(stock.params());
    without.setParams(stock.params());
    train(stock);
    train(doped);
    train(without);

    assertThat(Data.distance(doped.params(), stock.params())).isLessThan(1e-10);
    assertThat(doped.score()).isEqualTo(stock.score(), within(1e-10));
    assertThat(Data.distance(doped.params(), without.params())).isGreaterThan(1e-6);
  }

  @Test
  void penaltiesCountForStructureAndDoping() {
    MultiLayerNetwork net =
        Nets.net(
            Nets.doped(Kronecker.balanced(), Doping.dense()).l2(0.5).l1(0.25).build(),
            Nets.eachStep(Nets.UNITS));
    double expected = 0;
    for (String name : new String[] {"WB", "WC", "SW", "RB", "RC", "SR"}) {
      INDArray values = net.getParam("0_" + name);
      expected += 0.5 * 0.5 * values.mul(values).sumNumber().doubleValue();
      expected += 0.25 * values.norm1Number().doubleValue();
    }
    assertThat(net.calcRegularizationScore(true)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void weightDecayLeavesTheSupportAlone() {
    Doping doping = Doping.builder().finalDensity(0.25).anneal(0, 2).every(1).build();
    DopedLSTM.Builder layer = Nets.doped(Kronecker.balanced(), doping).l1(0.1);
    layer.weightDecay(0.1);
    MultiLayerNetwork net =
        Nets.listening(
            Nets.net(
                Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
                layer.build(),
                Nets.eachStep(Nets.UNITS)));
    for (int i = 0; i < 5; i++) {
      net.fit(Data.sequenceData(2, 4));
    }
    assertThat(MagnitudePruning.nonZeros(net.getParam("0_SW"))).isEqualTo(12);
    assertThat(MagnitudePruning.nonZeros(net.getParam("0_SR"))).isEqualTo(16);
  }

  @Test
  void aNetworkLearnsUnderWeightNoise() {
    DopedLSTM layer =
        Nets.doped(Kronecker.balanced(), Doping.dense()).weightNoise(new DropConnect(0.8)).build();
    MultiLayerNetwork net =
        Nets.net(Nets.defaults(new Sgd(0.1), DataType.DOUBLE), layer, Nets.eachStep(Nets.UNITS));
    double before = net.score(Data.sequenceData(2, 4));
    for (int i = 0; i < 20; i++) {
      train(net);
    }
    assertThat(net.score(Data.sequenceData(2, 4))).isLessThan(0.7 * before);
  }

  @Test
  void weightNoiseIsForTrainingOnly() {
    DopedLSTM noisy =
        Nets.doped(Kronecker.balanced(), Doping.dense()).weightNoise(new DropConnect(0.5)).build();
    MultiLayerNetwork net = Nets.net(noisy, Nets.eachStep(Nets.UNITS));
    MultiLayerNetwork plain =
        Nets.net(
            Nets.doped(Kronecker.balanced(), Doping.dense()).build(), Nets.eachStep(Nets.UNITS));
    plain.setParams(net.params());
    INDArray input = Data.sequences(2, 4);
    train(net);
    plain.setParams(net.params());
    assertThat(net.output(input)).isEqualTo(plain.output(input));
    assertThat(net.output(input, true)).isNotEqualTo(plain.output(input, true));
  }
}
