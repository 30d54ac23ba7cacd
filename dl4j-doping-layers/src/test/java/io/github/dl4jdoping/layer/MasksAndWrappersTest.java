package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Inside DL4J's wrappers and under masks the layer does what DL4J's LSTM does. */
class MasksAndWrappersTest {

  private static final int BATCH = 3;
  private static final int STEPS = 4;
  private static final double EXACT = 1e-10;

  /** The same network with DL4J's LSTM and with ours, with the same weights. */
  private record Twins(MultiLayerNetwork stock, MultiLayerNetwork doped) {

    static Twins of(Wrapping wrapping, Layer output) {
      MultiLayerNetwork stock =
          Nets.net(wrapping.around(Nets.stock().dataFormat(wrapping.format)), output.clone());
      MultiLayerNetwork doped =
          Nets.net(wrapping.around(Nets.doped().dataFormat(wrapping.format)), output.clone());
      doped.setParams(stock.params());
      return new Twins(stock, doped);
    }

    void areEqualFor(DataSet data) {
      assertThat(Data.distance(output(doped, data), output(stock, data))).isLessThan(EXACT);
      stock.fit(data.copy());
      doped.fit(data.copy());
      assertThat(Data.distance(doped.params(), stock.params())).isLessThan(EXACT);
    }

    private static INDArray output(MultiLayerNetwork net, DataSet data) {
      return net.output(
          data.getFeatures(), false, data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    }
  }

  private interface Wrapper {
    Layer around(Layer layer);
  }

  private record Wrapping(String name, RNNFormat format, int outputs, Wrapper wrapper) {

    Layer around(AbstractLSTM.Builder<?> builder) {
      return wrapper.around(builder.build());
    }

    @Override
    public String toString() {
      return name + " " + format;
    }
  }

  private static Wrapping wrapping(String name, RNNFormat format, int outputs, Wrapper wrapper) {
    return new Wrapping(name, format, outputs, wrapper);
  }

  static Stream<Wrapping> perStep() {
    return Stream.of(RNNFormat.values())
        .flatMap(
            format ->
                Stream.of(
                    wrapping("plain", format, Nets.UNITS, layer -> layer),
                    bidirectional(Bidirectional.Mode.ADD, format),
                    bidirectional(Bidirectional.Mode.MUL, format),
                    bidirectional(Bidirectional.Mode.AVERAGE, format),
                    bidirectional(Bidirectional.Mode.CONCAT, format)));
  }

  private static Wrapping bidirectional(Bidirectional.Mode mode, RNNFormat format) {
    int outputs = mode == Bidirectional.Mode.CONCAT ? 2 * Nets.UNITS : Nets.UNITS;
    return wrapping(mode.name(), format, outputs, layer -> new Bidirectional(mode, layer));
  }

  @ParameterizedTest
  @MethodSource("perStep")
  void sequencesOfVariableLength(Wrapping wrapping) {
    RNNFormat format = wrapping.format;
    INDArray mask = Data.variableLengths(BATCH, STEPS);
    DataSet data =
        new DataSet(
            Data.in(format, Data.sequences(BATCH, STEPS)),
            Data.in(format, Data.labels(BATCH, STEPS)),
            mask,
            mask);
    Twins.of(wrapping, Nets.eachStep(wrapping.outputs, format)).areEqualFor(data);
  }

  private static DataSet sequencesOfVariableLength(RNNFormat format) {
    return new DataSet(
        Data.in(format, Data.sequences(BATCH, STEPS)),
        Data.labels(BATCH),
        Data.variableLengths(BATCH, STEPS),
        null);
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void lastStepsOfSequencesOfVariableLength(RNNFormat format) {
    Wrapping last = wrapping("last step", format, Nets.UNITS, LastTimeStep::new);
    Twins.of(last, Nets.eachSequence(Nets.UNITS)).areEqualFor(sequencesOfVariableLength(format));
  }

  /** Only forward: read backwards, the masked steps come first, which DL4J's gradients ignore. */
  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void lastStepsOfBothDirections(RNNFormat format) {
    Wrapping both =
        wrapping(
            "last step of both directions",
            format,
            2 * Nets.UNITS,
            layer -> new LastTimeStep(new Bidirectional(layer)));
    Twins twins = Twins.of(both, Nets.eachSequence(2 * Nets.UNITS));
    DataSet data = sequencesOfVariableLength(format);
    assertThat(Data.distance(Twins.output(twins.doped, data), Twins.output(twins.stock, data)))
        .isLessThan(EXACT);
  }

  /** Only forward: the gradients of DL4J's LSTM are wrong where masked steps lie in between. */
  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void stepsThatMaskZeroLayerMasks(RNNFormat format) {
    Twins twins =
        Twins.of(
            wrapping("", format, Nets.UNITS, layer -> new MaskZeroLayer(layer, 0)),
            Nets.eachStep(Nets.UNITS, format));
    INDArray input = Data.sequences(BATCH, STEPS);
    input.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(1)).assign(0);
    INDArray inFormat = Data.in(format, input);
    assertThat(Data.distance(twins.doped.output(inFormat), twins.stock.output(inFormat)))
        .isLessThan(EXACT);
  }

  @Test
  void graphsWithMasks() {
    INDArray mask = Data.variableLengths(BATCH, STEPS);
    DataSet data = new DataSet(Data.sequences(BATCH, STEPS), Data.labels(BATCH, STEPS), mask, mask);
    ComputationGraph stock =
        Nets.graph(
            Nets.defaults(),
            new Bidirectional(Nets.stock().build()),
            Nets.eachStep(2 * Nets.UNITS));
    ComputationGraph doped =
        Nets.graph(
            Nets.defaults(),
            new Bidirectional(Nets.doped().build()),
            Nets.eachStep(2 * Nets.UNITS));
    doped.setParams(stock.params());
    stock.fit(data.copy());
    doped.fit(data.copy());
    assertThat(Data.distance(doped.params(), stock.params())).isLessThan(EXACT);
  }

  @Test
  void aMaskOfOneCallDoesNotStayForTheNext() {
    DopedLSTM layer = Nets.doped(Kronecker.balanced(), Doping.dense()).build();
    MultiLayerNetwork net = Nets.net(new LastTimeStep(layer), Nets.eachSequence(Nets.UNITS));
    INDArray input = Data.sequences(BATCH, STEPS);
    INDArray unmasked = net.output(input);
    net.output(input, false, Data.variableLengths(BATCH, STEPS), null);
    assertThat(net.output(input)).isEqualTo(unmasked);
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void inputsOfAnotherShapeAreAClearError(RNNFormat format) {
    MultiLayerNetwork net =
        Nets.net(
            Nets.doped().name("memory").dataFormat(format).build(),
            Nets.eachStep(Nets.UNITS, format));
    INDArray wrong = Data.gaussian(1, 2, 5, 5);
    assertThatThrownBy(() -> net.output(wrong))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining(
            format == RNNFormat.NWC ? "[minibatch, time, 3]" : "[minibatch, 3, time]")
        .hasMessageContaining("got [2, 5, 5]")
        .hasMessageContaining("memory");
  }
}
