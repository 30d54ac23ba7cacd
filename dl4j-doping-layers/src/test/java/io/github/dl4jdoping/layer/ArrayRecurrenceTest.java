package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.deploy.Compactor;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Training on Java arrays gives the gradients of training by ND4J operations. A network in double
 * precision takes the latter way, and has the same row dropout from the same seed.
 */
class ArrayRecurrenceTest {

  private static final int STEPS = 5;
  private static final int BATCH = 3;
  private static final int UNITS = 20;
  private static final double ROUNDING = 2e-4;

  /** What is compared: a structure, and how dense its S is. */
  private record Case(Structure structure, Doping doping, double density) {}

  @BeforeEach
  void needsVectorKernels() {
    assumeThat(KernelProvider.kernels().multipliesBatchesFast())
        .as("vector kernels, without which there is only one way")
        .isTrue();
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Structure structure :
        List.of(
            Kronecker.balanced(),
            Kronecker.balanced(2),
            LowRank.rank(2),
            Hybrid.of(0.2, 1),
            Hybrid.withFreeUnits(1, 3, 4, 9, 17),
            Unstructured.none())) {
      for (double density : new double[] {1, 0.1}) {
        cases.add(new Case(structure, Nets.unpruned().build(), density));
        cases.add(new Case(structure, Nets.unpruned().rowDropout(0.4).build(), density));
      }
    }
    cases.add(new Case(Kronecker.balanced(), Doping.none(), 1));
    cases.add(new Case(Kronecker.of(2, 20, 10, 4, 1), Doping.none(), 1));
    cases.add(new Case(LowRank.rank(2), Doping.none(), 1));
    cases.add(new Case(LowRank.rank(8), Doping.none(), 1));
    cases.add(new Case(Hybrid.of(0.2, 1), Doping.none(), 1));
    cases.add(new Case(Unstructured.none(), Doping.dense(), 1));
    cases.add(new Case(Unstructured.dense(), Nets.unpruned().rowDropout(0.4).build(), 0.1));
    for (RowDropoutTarget target : RowDropoutTarget.values()) {
      Doping doping =
          Nets.unpruned().rowDropout(0.4).rowDropoutPerSequence(true).rowDropoutOn(target).build();
      cases.add(new Case(Kronecker.balanced(), doping, 1));
      cases.add(new Case(Kronecker.balanced(), doping, 0.1));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void aStructureAloneGoesThroughItsFactorsWhereTheyAreSmall(Structure structure, boolean small) {
    MatrixShape shape = MatrixShape.lstm(UNITS, UNITS);
    assertThat(StructureTerm.gainsByFactors(structure.matrix(shape))).isEqualTo(small);
  }

  /** 20 x 80 entries; multiplications of a quarter of 1,600 or more are too many. */
  static Stream<Arguments> structures() {
    return Stream.of(
        Arguments.of(Kronecker.of(2, 20, 10, 4, 1), true),
        Arguments.of(Kronecker.of(2, 20, 10, 4, 2), false),
        Arguments.of(Kronecker.balanced(), false),
        Arguments.of(LowRank.rank(3), true),
        Arguments.of(LowRank.rank(4), false),
        Arguments.of(Hybrid.of(0.2, 1), false),
        Arguments.of(Unstructured.none(), false),
        Arguments.of(Unstructured.dense(), false));
  }

  private static MultiLayerNetwork net(Case tested, DataType type) {
    return net(type, layer(tested).build());
  }

  private static DopedLSTM.Builder layer(Case tested) {
    return Nets.doped(tested.structure(), tested.doping()).nIn(UNITS).nOut(UNITS);
  }

  private static MultiLayerNetwork net(DataType type, Layer layer) {
    MultiLayerNetwork net =
        Nets.net(Nets.defaults(new Sgd(0.1), type), layer, Nets.eachStep(UNITS));
    net.setListeners(new DopingListener());
    return net;
  }

  private static void prune(MultiLayerNetwork net, double density) {
    DopedLayer layer = DopedLayer.in(net).get(0);
    for (MatrixPlan matrix : layer.conf().plan().matrices()) {
      if (matrix.doped() && density < 1) {
        INDArray values = layer.doping(matrix);
        MagnitudePruning.prune(values, Math.round(density * values.length()));
      }
    }
  }

  private static INDArray inputs(DataType type) {
    return Data.gaussian(7, BATCH, UNITS, STEPS).castTo(type);
  }

  /** The gradient of the second of two iterations, after an evaluation in between. */
  private static INDArray gradient(MultiLayerNetwork net) {
    DataType type = net.params().dataType();
    INDArray labels = Data.labels(BATCH, STEPS).castTo(type);
    net.fit(inputs(type).mul(-1), labels);
    net.output(inputs(type));
    net.setInput(inputs(type));
    net.setLabels(labels);
    net.computeGradientAndScore();
    return net.gradient().gradient();
  }

  private static void assertSame(MultiLayerNetwork single, MultiLayerNetwork twice) {
    INDArray expected = gradient(twice);
    assertThat(expected.norm2Number().doubleValue()).isGreaterThan(0.01);
    double scale = Math.max(1, expected.norm2Number().doubleValue());
    assertThat(Data.distance(gradient(single).castTo(DataType.DOUBLE), expected))
        .isLessThan(ROUNDING * scale);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfOperations(Case tested) {
    MultiLayerNetwork twice = net(tested, DataType.DOUBLE);
    prune(twice, tested.density());
    MultiLayerNetwork single = net(tested, DataType.FLOAT);
    single.setParams(twice.params().castTo(DataType.FLOAT));

    assertSame(single, twice);
  }

  @Test
  void bothDirectionsOfABidirectional() {
    Case tested = new Case(Kronecker.balanced(), Nets.unpruned().rowDropout(0.4).build(), 1);
    MultiLayerNetwork twice =
        net(DataType.DOUBLE, new Bidirectional(Bidirectional.Mode.ADD, layer(tested).build()));
    MultiLayerNetwork single =
        net(DataType.FLOAT, new Bidirectional(Bidirectional.Mode.ADD, layer(tested).build()));
    single.setParams(twice.params().castTo(DataType.FLOAT));

    assertSame(single, twice);
  }

  @Test
  void compactLayers() {
    Doping doping = Doping.builder().finalDensity(0.1).anneal(0, 1).every(1).build();
    MultiLayerNetwork single = net(new Case(Kronecker.balanced(), doping, 1), DataType.FLOAT);
    single.fit(inputs(DataType.FLOAT), Data.labels(BATCH, STEPS).castTo(DataType.FLOAT));
    MultiLayerNetwork compact = Compactor.compact(single);

    INDArray loose = gradient(single);
    INDArray tight = gradient(compact);

    assertThat(tight.length()).isLessThan(loose.length());
    assertThat(tight.norm2Number().doubleValue())
        .isCloseTo(loose.norm2Number().doubleValue(), within(1e-5));
  }

  @Test
  void supportsThatChangeAreNoticed() {
    Case tested = new Case(Kronecker.balanced(), Nets.unpruned().build(), 1);
    MultiLayerNetwork twice = net(tested, DataType.DOUBLE);
    MultiLayerNetwork single = net(tested, DataType.FLOAT);
    for (double density : new double[] {0.14, 0.1, 0.05}) {
      prune(twice, density);
      single.setParams(twice.params().castTo(DataType.FLOAT));
      assertSame(single, twice);
    }
    twice.params().assign(net(tested, DataType.DOUBLE).params());
    prune(twice, 0.05);
    INDArray values = DopedLayer.in(twice).get(0).doping(firstDoped(twice));
    values.assign(values.mul(-1));
    values.putScalar(0, values.getDouble(0) == 0 ? 0.5 : 0);
    single.setParams(twice.params().castTo(DataType.FLOAT));
    assertSame(single, twice);
  }

  private static MatrixPlan firstDoped(MultiLayerNetwork net) {
    return DopedLayer.in(net).get(0).conf().plan().matrices().get(0);
  }
}
