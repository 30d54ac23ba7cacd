package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The gates on Java arrays compute what the gates by ND4J operations compute. */
class FusedGatesTest {

  private static final double ROUNDING = 3e-6;

  private record Sizes(int steps, int batch, int units, boolean masked) {

    SequenceBuffers buffers() {
      SequenceBuffers buffers = new SequenceBuffers(DataType.FLOAT, steps, batch, 1, units);
      buffers.z().assign(Data.gaussian(1, buffers.z().shape()).muli(2));
      buffers.h.assign(0);
      buffers.initialCell.assign(Data.gaussian(2, buffers.initialCell.shape()));
      buffers.dh().assign(Data.gaussian(3, buffers.dh().shape()));
      buffers.dz().assign(Double.NaN);
      if (masked) {
        buffers.mask = Nd4j.ones(DataType.FLOAT, (long) steps * batch);
        for (int i = 0; i < steps * batch; i += 3) {
          buffers.mask.putScalar(i, 0);
        }
      }
      return buffers;
    }
  }

  static Stream<Sizes> sizes() {
    return Stream.of(
        new Sizes(1, 1, 1, false),
        new Sizes(4, 1, 7, false),
        new Sizes(5, 3, 8, false),
        new Sizes(3, 2, 33, false),
        new Sizes(5, 3, 8, true),
        new Sizes(4, 1, 7, true));
  }

  private static SequenceBuffers run(Sizes sizes, Function<SequenceBuffers, Gates> implementation) {
    SequenceBuffers buffers = sizes.buffers();
    Gates gates = implementation.apply(buffers);
    // Twice, since the memory of a first sequence must not show in a second one.
    for (int pass = 0; pass < 2; pass++) {
      gates.start();
      for (int t = 0; t < sizes.steps; t++) {
        gates.forward(t);
      }
      gates.finish();
      gates.startBackward();
      for (int t = sizes.steps - 1; t >= 0; t--) {
        gates.backward(t);
      }
    }
    return buffers;
  }

  private static Gates general(SequenceBuffers buffers) {
    return new GeneralGates(buffers, new ActivationTanH(), new ActivationSigmoid());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void bothImplementationsAgree(Sizes sizes) {
    SequenceBuffers fused = run(sizes, FusedGates::new);
    SequenceBuffers general = run(sizes, FusedGatesTest::general);

    assertThat(Data.distance(fused.h, general.h)).isLessThan(ROUNDING);
    assertThat(Data.distance(fused.lastCell, general.lastCell)).isLessThan(ROUNDING);
    assertThat(Data.distance(fused.dz(), general.dz())).isLessThan(ROUNDING);
    assertThat(general.dz().norm2Number().doubleValue()).isPositive();
  }

  private static MultiLayerNetwork net(DataType type) {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), Nets.unpruned().build()).build();
    return Nets.listening(
        Nets.net(
            Nets.defaults(new Sgd(1), type),
            new LastTimeStep(layer),
            Nets.eachSequence(Nets.UNITS)));
  }

  @Test
  void aFloatNetworkFollowsADoubleNetwork() {
    MultiLayerNetwork exact = net(DataType.DOUBLE);
    MultiLayerNetwork rounded = net(DataType.FLOAT);
    rounded.setParams(exact.params().castTo(DataType.FLOAT));
    DataSet data =
        new DataSet(Data.sequences(3, 5), Data.labels(3), Data.variableLengths(3, 5), null);

    assertThat(Data.distance(output(rounded, data), output(exact, data))).isLessThan(1e-5);
    for (int i = 0; i < 3; i++) {
      exact.fit(data);
      rounded.fit(data);
    }
    assertThat(Data.distance(rounded.params(), exact.params())).isLessThan(1e-5);
  }

  private static INDArray output(MultiLayerNetwork net, DataSet data) {
    return net.output(data.getFeatures(), false, data.getFeaturesMaskArray(), null);
  }
}
