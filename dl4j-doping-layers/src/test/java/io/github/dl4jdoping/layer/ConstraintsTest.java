package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Constraints hold for the parameters that they name. */
class ConstraintsTest {

  private static final double LIMIT = 0.05;
  private static final LayerConstraint SHORT_ROWS = new MaxNormConstraint(LIMIT, 1);
  private static final LayerConstraint SHORT = new MaxNormConstraint(LIMIT, 0);

  private record Choice(Consumer<DopedLSTM.Builder> setting, Set<String> constrained) {

    @Override
    public String toString() {
      return constrained.toString();
    }
  }

  static Stream<Choice> choices() {
    return Stream.of(
        new Choice(b -> b.constrainInputWeights(SHORT_ROWS), Set.of("WL", "WQ", "SW")),
        new Choice(b -> b.constrainRecurrent(SHORT_ROWS), Set.of("RB", "RC", "SR")),
        new Choice(b -> b.constrainWeights(SHORT_ROWS), Set.of("WL", "WQ", "SW", "RB", "RC", "SR")),
        new Choice(b -> b.constrainBias(SHORT), Set.of("b")));
  }

  private static DopedLSTM.Builder layer() {
    return new DopedLSTM.Builder()
        .nOut(Nets.UNITS)
        .inputStructure(LowRank.rank(2))
        .recurrentStructure(Kronecker.balanced())
        .doping(Doping.dense());
  }

  private static MultiLayerNetwork inferred(DopedLSTM layer) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE)
                .list()
                .layer(layer)
                .layer(Nets.eachStep(Nets.UNITS))
                .setInputType(InputType.recurrent(Nets.INPUTS))
                .build());
    net.init();
    return net;
  }

  private static boolean isShort(INDArray values) {
    INDArray norms = values.rank() == 1 ? values.norm2(0) : values.norm2(1);
    return norms.maxNumber().doubleValue() < LIMIT * 1.001;
  }

  private static void holdsAfterTraining(MultiLayerNetwork net, Set<String> constrained) {
    net.fit(Data.sequenceData(2, 3));
    net.paramTable()
        .forEach(
            (key, values) -> {
              String name = key.substring(2);
              if (key.startsWith("0_")) {
                assertThat(isShort(values)).as(name).isEqualTo(constrained.contains(name));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theyHoldForTheirParametersAndNoOthers(Choice choice) {
    DopedLSTM.Builder builder = layer().nIn(Nets.INPUTS);
    choice.setting.accept(builder);
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
            builder.build(),
            Nets.eachStep(Nets.UNITS));
    holdsAfterTraining(net, choice.constrained);
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theyHoldWhenTheInputsAreInferred(Choice choice) {
    DopedLSTM.Builder builder = layer();
    choice.setting.accept(builder);
    holdsAfterTraining(inferred(builder.build()), choice.constrained);
  }

  @Test
  void severalConstraintsOfALayerKeepTheirOwnParameters() {
    DopedLSTM both =
        layer().nIn(Nets.INPUTS).constrainBias(SHORT).constrainRecurrent(SHORT_ROWS).build();
    List<Set<String>> names =
        both.getConstraints().stream().map(c -> ((BaseConstraint) c).getParams()).toList();
    assertThat(names).containsExactlyInAnyOrder(Set.of("b"), Set.of("RB", "RC", "SR"));
  }

  @Test
  void theyWorkInsideABidirectional() {
    DopedLSTM layer = layer().nIn(Nets.INPUTS).constrainRecurrent(SHORT_ROWS).build();
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Sgd(0.1), DataType.DOUBLE),
            new Bidirectional(Bidirectional.Mode.ADD, layer),
            Nets.eachStep(Nets.UNITS));
    net.fit(Data.sequenceData(2, 3));
    for (String direction : List.of("0_f", "0_b")) {
      assertThat(isShort(net.getParam(direction + "SR"))).isTrue();
      assertThat(isShort(net.getParam(direction + "RB"))).isTrue();
      assertThat(isShort(net.getParam(direction + "SW"))).isFalse();
    }
  }

  @Test
  void aStructureWithFewerArraysThanNamesIsConstrainedToo() {
    DopedLSTM noFreeColumns =
        layer().structure(Hybrid.of(0, 1)).constrainWeights(SHORT_ROWS).build();
    holdsAfterTraining(inferred(noFreeColumns), Set.of("WL", "WQ", "SW", "RL", "RQ", "SR"));
  }

  @Test
  void theyLeaveTheSupportAlone() {
    Doping doping = Doping.builder().finalDensity(0.25).anneal(0, 2).every(1).build();
    MultiLayerNetwork net =
        Nets.listening(inferred(layer().doping(doping).constrainWeights(SHORT_ROWS).build()));
    for (int i = 0; i < 4; i++) {
      net.fit(Data.sequenceData(2, 3));
    }
    assertThat(MagnitudePruning.nonZeros(net.getParam("0_SW"))).isEqualTo(12);
    assertThat(isShort(net.getParam("0_SW"))).isTrue();
  }
}
