package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingListener;
import io.github.dl4jdoping.training.DopingReport;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

@SuppressWarnings("deprecation") // GravesLSTM is what users have
class CompressionTest {

  private static final int IN = 6;
  private static final int UNITS = 8;

  /** Networks with LSTMs in every wrapper, all of which end in a softmax over 3 classes. */
  static List<MultiLayerNetwork> networks() {
    LSTM lstm = new LSTM.Builder().nIn(IN).nOut(UNITS).activation(Activation.TANH).build();
    return List.of(
        network(lstm, sequenceOutput(UNITS)),
        network(lstm.clone(), lstm(UNITS), sequenceOutput(UNITS)),
        network(new Bidirectional(Bidirectional.Mode.CONCAT, lstm(IN)), sequenceOutput(2 * UNITS)),
        network(new Bidirectional(Bidirectional.Mode.ADD, lstm(IN)), sequenceOutput(UNITS)),
        network(new LastTimeStep(lstm(IN)), output(UNITS)),
        network(new FrozenLayer(lstm(IN)), lstm(UNITS), sequenceOutput(UNITS)),
        network(withoutPeepholes(), sequenceOutput(UNITS)),
        network(full(Unstructured.none(), Doping.dense()), sequenceOutput(UNITS)),
        network(full(Unstructured.dense(), Doping.none()), sequenceOutput(UNITS)));
  }

  /** All entries of all matrices fit into S. */
  @ParameterizedTest
  @MethodSource("networks")
  void factorOneChangesNothing(MultiLayerNetwork net) {
    if (net.getLayer(0).conf().getLayer() instanceof GravesLSTM) {
      clearPeepholes(net);
    }
    INDArray x = features(1, 4, 5);
    INDArray expected = net.output(x);
    INDArray before = net.params().dup();
    Compressed<MultiLayerNetwork> result =
        Compression.of(net).factor(1).structure(Unstructured.none()).run();
    assertClose(result.net().output(x), expected, 1e-6);
    assertThat(net.params()).isEqualTo(before);
    // All but the output layer.
    assertThat(result.report().leftAlone()).hasSize(1);
    assertThat(DopingReport.of(result.net()).matrices()).hasSameSizeAs(result.report().matrices());
  }

  @Test
  void graphsAreCompressedToo() {
    ComputationGraph graph = graph();
    INDArray x = features(2, 3, 5);
    INDArray expected = graph.outputSingle(x);
    ComputationGraph same = Compression.of(graph).factor(1).structure(Unstructured.none()).apply();
    assertClose(same.outputSingle(x), expected, 1e-6);
    Compressed<ComputationGraph> small = Compression.of(graph).factor(3).run();
    assertThat(small.report().matrices())
        .extracting(MatrixCompression::layer)
        .containsExactly(
            "first", "first", "both forward", "both forward", "both backward", "both backward");
    assertThat(DopingReport.of(small.net()).parameterFactor()).isBetween(3.0, 3.1);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void theFactorIsKept(Structure structure) {
    for (Budget budget : List.of(Budget.uniform(), Budget.byError())) {
      MultiLayerNetwork net = twoLayers();
      Compressed<MultiLayerNetwork> result =
          Compression.of(net).factor(2).structure(structure).budget(budget).run();
      DopingReport now = DopingReport.of(result.net());
      assertThat(now.annealed()).isTrue();
      assertThat(now.parameterFactor()).isBetween(2.0, 2.05);
      assertThat(result.report().parameterFactor()).isEqualTo(now.parameterFactor());
      assertThat(result.report().byteFactor()).isEqualTo(now.byteFactor());
    }
  }

  static List<Structure> structures() {
    return List.of(Unstructured.none(), Kronecker.balanced(), LowRank.rank(1), Hybrid.of(0.13, 1));
  }

  /** What the report says is what the new network has, weight by weight. */
  @ParameterizedTest
  @MethodSource("structures")
  void theReportedErrorIsThatOfTheNetwork(Structure structure) {
    MultiLayerNetwork net = twoLayers();
    Compressed<MultiLayerNetwork> result = Compression.of(net).factor(2).structure(structure).run();
    for (MatrixCompression matrix : result.report().matrices()) {
      String layer = matrix.layer().substring("layer".length());
      INDArray dense = net.getParam(layer + (matrix.matrix().equals("W") ? "_W" : "_RW"));
      INDArray doped = matrix(result.net(), layer, matrix.matrix());
      double error = doped.sub(dense).norm2Number().doubleValue();
      double relative = error / dense.norm2Number().doubleValue();
      assertThat(matrix.relativeError()).isCloseTo(relative, within(1e-5));
      assertThat(matrix.relativeErrorInOneGo()).isGreaterThanOrEqualTo(matrix.relativeError());
      assertThat(matrix.uniform().relativeError()).isPositive();
      assertThat(matrix.parameterFactor())
          .isEqualTo(dense.length() / (double) (matrix.structureParameters() + matrix.nonZeros()));
      assertThat(matrix.byteFactor()).isPositive().isLessThan(matrix.parameterFactor());
    }
  }

  private static INDArray matrix(MultiLayerNetwork net, String layer, String matrix) {
    DopedLSTM conf = (DopedLSTM) net.getLayer(Integer.parseInt(layer)).conf().getLayer();
    var plan = matrix.equals("W") ? conf.plan().input() : conf.plan().recurrent();
    INDArray doping = net.getParam(layer + "_S" + matrix);
    return doping.add(
        plan.structure()
            .toDense(slot -> net.getParam(layer + "_" + plan.slotName(slot)))
            .castTo(doping.dataType()));
  }

  /** DL4J takes both directions to have as many parameters as the first. */
  @ParameterizedTest
  @MethodSource("structures")
  void bothDirectionsStayOfOneSize(Structure structure) {
    Layer both = new Bidirectional(Bidirectional.Mode.CONCAT, lstm(IN));
    MultiLayerNetwork net = network(both, lstm(2 * UNITS), sequenceOutput(UNITS));
    INDArray low = net.getParam("0_bW");
    low.assign(low.getColumn(0, true).mmul(low.getRow(0, true)).muli(9));
    MultiLayerNetwork doped = Compression.of(net).factor(2).structure(structure).apply();
    assertThat(DopingReport.of(doped).parameterFactor()).isBetween(2.0, 2.05);
    MultiLayerNetwork small = Compactor.compact(doped);
    INDArray x = features(7, 2, 5);
    assertClose(small.output(x), doped.output(x), 1e-6);
  }

  @Test
  void otherLayersAndBiasesKeepTheirParameters() {
    MultiLayerNetwork net = twoLayers();
    net.setIterationCount(77);
    net.setEpochCount(5);
    MultiLayerNetwork doped = Compression.of(net).factor(3).apply();
    assertThat(doped.getParam("2_W")).isEqualTo(net.getParam("2_W"));
    assertThat(doped.getParam("2_b")).isEqualTo(net.getParam("2_b"));
    assertThat(doped.getParam("0_b")).isEqualTo(net.getParam("0_b").reshape(4L * UNITS));
    assertThat(doped.getIterationCount()).isZero();
    assertThat(doped.getEpochCount()).isZero();
    assertThat(net.getIterationCount()).isEqualTo(77);
  }

  @Test
  void optionsAreTakenOver() {
    LSTM lstm =
        new LSTM.Builder()
            .nIn(IN)
            .nOut(UNITS)
            .activation(Activation.SOFTSIGN)
            .gateActivationFunction(Activation.HARDSIGMOID)
            .forgetGateBiasInit(3)
            .constrainRecurrent(new MaxNormConstraint(2.5, 0))
            .constrainBias(new MaxNormConstraint(3.5, 0))
            .updater(new Adam(0.123))
            .build();
    MultiLayerNetwork net = network(lstm, sequenceOutput(UNITS));
    MultiLayerNetwork doped = Compression.of(net).factor(2).structure(LowRank.rank(2)).apply();
    DopedLSTM conf = (DopedLSTM) doped.getLayer(0).conf().getLayer();
    assertThat(conf.getActivationFn()).isEqualTo(lstm.getActivationFn());
    assertThat(conf.getGateActivationFn()).isEqualTo(lstm.getGateActivationFn());
    assertThat(conf.getForgetGateBiasInit()).isEqualTo(3);
    assertThat(conf.getIUpdater()).isEqualTo(new Adam(0.123));
    List<List<String>> constrained = new ArrayList<>();
    conf.getConstraints().forEach(c -> constrained.add(c.getParams().stream().sorted().toList()));
    assertThat(constrained).containsExactlyInAnyOrder(List.of("RL", "RQ", "SR"), List.of("b"));
    doped.fit(batch(3));
  }

  @Test
  void theSupportIsKeptInTraining() {
    MultiLayerNetwork doped = Compression.of(twoLayers()).factor(4).apply();
    INDArray before = doped.getParam("1_SR").dup();
    doped.setListeners(new DopingListener());
    for (int i = 0; i < 5; i++) {
      doped.fit(batch(i));
    }
    assertThat(doped.getParam("1_SR").neq(0)).isEqualTo(before.neq(0));
    assertThat(doped.getParam("1_SR")).isNotEqualTo(before);
    MultiLayerNetwork small = Compactor.compact(doped);
    INDArray x = features(9, 3, 5);
    assertClose(small.output(x), doped.output(x), 1e-6);
  }

  @Test
  void aDenserSupportIsAnnealedFurther() {
    Doping further =
        Doping.builder()
            .initialDensity(0.6)
            .anneal(0, 6)
            .every(1)
            .granularity(Granularity.blocks(8))
            .build();
    MultiLayerNetwork net = twoLayers();
    MultiLayerNetwork doped = Compression.of(net).factor(4).doping(further).apply();
    DopingReport start = DopingReport.of(doped);
    assertThat(start.annealed()).isFalse();
    assertThat(start.matrices()).allMatch(m -> Math.abs(m.density() - 0.6) < 0.04);
    INDArray firstSupport = doped.getParam("1_SW").neq(0);
    doped.setListeners(new DopingListener());
    for (int i = 0; i < 8; i++) {
      doped.fit(batch(i));
    }
    assertThat(DopingReport.of(doped).annealed()).isTrue();
    assertThat(DopingReport.of(doped).parameterFactor()).isBetween(4.0, 4.6);
    assertThat(Granularity.blocks(8).describes(doped.getParam("1_SW"))).isTrue();
    INDArray left = doped.getParam("1_SW").neq(0).castTo(DataType.FLOAT);
    assertThat(left.mul(firstSupport.castTo(DataType.FLOAT))).isEqualTo(left);
  }

  /** Half of the inputs are a hundred times as large as the others. */
  @Test
  void calibrationReducesTheErrorOfTheOutput() {
    MultiLayerNetwork net = network(lstm(16), sequenceOutput(UNITS));
    INDArray x = features(4, 40, 5, 16);
    INDArray scale = Nd4j.ones(1, 16, 1);
    for (int i = 0; i < 8; i++) {
      scale.putScalar(0, i, 0, 0.01);
    }
    x.muli(scale.broadcast(x.shape()));
    DataSet data = new DataSet(x, labels(40, 5));
    Structure structure = LowRank.rank(1);
    MultiLayerNetwork blind = Compression.of(net).factor(4).structure(structure).apply();
    Compressed<MultiLayerNetwork> calibrated =
        Compression.of(net)
            .factor(4)
            .structure(structure)
            .calibrate(new ListDataSetIterator<>(data.asList(), 10))
            .run();
    INDArray expected = net.feedForward(x).get(1);
    double blindError = blind.feedForward(x).get(1).distance2(expected);
    double error = calibrated.net().feedForward(x).get(1).distance2(expected);
    assertThat(error).isLessThan(0.7 * blindError);
    assertThat(calibrated.report().calibrated()).isTrue();
    assertThat(calibrated.report().toString()).contains("weighted by their root mean square");
  }

  @Test
  void calibrationTakesAnIteratorThatWasUsed() {
    ListDataSetIterator<DataSet> used = new ListDataSetIterator<>(batch(1).asList(), 2);
    while (used.hasNext()) {
      used.next();
    }
    assertThat(Compression.of(twoLayers()).factor(3).calibrate(used).run().report().calibrated())
        .isTrue();
    assertThat(Compression.of(graph()).factor(3).calibrate(used).run().report().calibrated())
        .isTrue();
    ListDataSetIterator<DataSet> empty = new ListDataSetIterator<>(List.of(), 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(twoLayers()).factor(3).calibrate(empty).apply())
        .withMessageContaining("gave no data");
  }

  @Test
  void theNetworkIsAFileLikeAnyOther(@TempDir Path folder) throws Exception {
    MultiLayerNetwork doped =
        Compression.of(twoLayers()).factor(1.5).structure(Hybrid.of(0.2, 1)).apply();
    File file = folder.resolve("doped.zip").toFile();
    ModelSerializer.writeModel(doped, file, true);
    INDArray x = features(5, 2, 4);
    assertThat(ModelSerializer.restoreMultiLayerNetwork(file).output(x)).isEqualTo(doped.output(x));
  }

  @Test
  void layersThatAreLeftAloneAreListed() {
    GravesLSTM withPeepholes = new GravesLSTM.Builder().nIn(UNITS).nOut(UNITS).build();
    MultiLayerNetwork net = network(lstm(IN), withPeepholes, lstm(UNITS), sequenceOutput(UNITS));
    Compressed<MultiLayerNetwork> result = Compression.of(net).factor(3).except("layer2").run();
    assertThat(result.report().leftAlone())
        .extracting(LeftAlone::layer, LeftAlone::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("layer1", "has peepholes"),
            org.assertj.core.groups.Tuple.tuple("layer2", "excepted"),
            org.assertj.core.groups.Tuple.tuple("layer3", "not an LSTM"));
    assertThat(result.net().getParam("2_RW")).isEqualTo(net.getParam("2_RW"));
    assertThat(result.report().toString())
        .contains("Left alone: layer1 (GravesLSTM, 568 parameters): has peepholes");
  }

  @Test
  void progressCountsMatrices() {
    List<String> seen = new ArrayList<>();
    Compression.of(twoLayers())
        .factor(3)
        .onProgress((done, of) -> seen.add(done + "/" + of))
        .apply();
    assertThat(seen).containsExactly("1/4", "2/4", "3/4", "4/4");
  }

  @Test
  void theLargestFactorWithinReachIsNamedAndWorks() {
    Compression<MultiLayerNetwork> compression =
        Compression.of(twoLayers()).structure(LowRank.rank(2)).budget(Budget.uniform());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compression.factor(50).apply())
        .withMessageContainingAll("factor of 50.0", "LowRank.rank(2)", "is 3.03");
    assertThat(compression.factor(3.03).run().report().matrices())
        .allMatch(matrix -> matrix.density() < 0.01);
    Compressed<MultiLayerNetwork> byError = compression.budget(Budget.byError()).factor(5).run();
    assertThat(byError.report().matrices())
        .allMatch(matrix -> Double.isNaN(matrix.uniform().relativeError()));
  }

  @Test
  void impossibleCompressionsAreRefused() {
    MultiLayerNetwork net = twoLayers();
    assertThatIllegalStateException()
        .isThrownBy(() -> Compression.of(net).apply())
        .withMessageContaining("needs a factor");
    for (double factor : new double[] {0.9, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Compression.of(net).factor(factor))
          .withMessageContainingAll("at least 1", "got " + factor);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(net).doping(Doping.dense()))
        .withMessageContaining("annealed doping");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Compression.of(net).doping(Doping.builder().finalDensity(0.1).anneal(0, 9).build()))
        .withMessageContaining("without one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(net).factor(2).except("nowhere").apply())
        .withMessageContaining("nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(net).factor(2).structure(Kronecker.of(3, 3, 3, 3)).apply())
        .withMessageContainingAll("layer0", "do not multiply up", "except(\"layer0\")");
    MultiLayerNetwork none =
        network(new DenseLayer.Builder().nIn(IN).nOut(UNITS).build(), output(UNITS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(none).factor(2).apply())
        .withMessageContainingAll("no LSTM to compress", "DenseLayer");
    net.getParam("1_RW").putScalar(3, 4, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(net).factor(2).apply())
        .withMessageContainingAll("layer1", "NaN or infinite");
  }

  @Test
  void aCompressedNetworkHasNothingLeftToCompress() {
    MultiLayerNetwork doped = Compression.of(twoLayers()).factor(3).apply();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of(doped).factor(3).apply())
        .withMessageContaining("doped already");
  }

  private static MultiLayerNetwork twoLayers() {
    return network(lstm(IN), lstm(UNITS), sequenceOutput(UNITS));
  }

  private static ComputationGraph graph() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("in")
            .addLayer("first", lstm(IN), "in")
            .addLayer("both", new Bidirectional(Bidirectional.Mode.ADD, lstm(UNITS)), "first")
            .addLayer("out", sequenceOutput(UNITS), "both")
            .setOutputs("out")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static DopedLSTM full(Structure structure, Doping doping) {
    return new DopedLSTM.Builder()
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.TANH)
        .structure(structure)
        .doping(doping)
        .build();
  }

  private static GravesLSTM withoutPeepholes() {
    return new GravesLSTM.Builder().nIn(IN).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static void clearPeepholes(MultiLayerNetwork net) {
    INDArray weights = net.getParam("0_RW");
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < 3; j++) {
        weights.putScalar(i, 4 * UNITS + j, 0);
      }
    }
  }

  private static LSTM lstm(int inputs) {
    return new LSTM.Builder().nIn(inputs).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static RnnOutputLayer sequenceOutput(int inputs) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .dataFormat(RNNFormat.NCW)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(3)
        .build();
  }

  private static OutputLayer output(int inputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(3)
        .build();
  }

  private static MultiLayerNetwork network(Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.01)).list();
    Arrays.stream(layers).map(Layer::clone).forEach(list::layer);
    MultiLayerNetwork net = new MultiLayerNetwork(list.build());
    net.init();
    return net;
  }

  private static INDArray features(long seed, int examples, int steps) {
    return features(seed, examples, steps, IN);
  }

  private static INDArray features(long seed, int examples, int steps, int inputs) {
    Random random = new Random(seed);
    float[] values = new float[examples * inputs * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape(examples, inputs, steps);
  }

  private static INDArray labels(int examples, int steps) {
    INDArray labels = Nd4j.zeros(examples, 3, steps);
    for (int i = 0; i < examples; i++) {
      for (int t = 0; t < steps; t++) {
        labels.putScalar(i, (i + t) % 3, t, 1);
      }
    }
    return labels;
  }

  private static DataSet batch(long seed) {
    return new DataSet(features(seed, 4, 5), labels(4, 5));
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).normmaxNumber().doubleValue()).isLessThan(tolerance);
  }
}
