package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.layer.Data;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.runtime.CompactLstm;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.MatrixProvenance;
import io.github.dl4jdoping.runtime.Provenance;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class CompactExporterTest {

  private static final int INPUTS = 6;
  private static final int UNITS = 8;
  private static final int STEPS = 4;

  private static INDArray sequence(int batch, int inputs) {
    return Data.gaussian(3, batch, inputs, STEPS).castTo(DataType.FLOAT);
  }

  private static INDArray indices(int batch) {
    Random random = new Random(5);
    INDArray indices = Nd4j.create(DataType.FLOAT, batch, 1, STEPS);
    for (long i = 0; i < indices.length(); i++) {
      indices.putScalar(i, random.nextInt(INPUTS));
    }
    return indices;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MASK_ZERO")
  void everyDopedNetworkRunsTheSame(Example example) {
    Model net = example.create();
    INDArray sequence = sequence(3, Nets.INPUTS);
    Exported.runsLike(net, CompactExporter.export(net), sequence);
    Exported.runsLike(net, CompactExporter.export(Example.compact(net)), sequence);
  }

  /** DL4J steps neither through a Bidirectional nor through a LastTimeStep before other layers. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "MASK_ZERO",
        "BIDIRECTIONAL",
        "BIDIRECTIONAL_GRAPH",
        "LAST_TIME_STEP_OF_BIDIRECTIONAL",
        "LAST_TIME_STEP"
      })
  void everyDopedNetworkStepsTheSame(Example example) {
    Model net = example.create();
    Exported.stepsLike(net, CompactExporter.export(net), sequence(2, Nets.INPUTS));
  }

  private static DopedLSTM.Builder lstm() {
    return new DopedLSTM.Builder().nOut(UNITS).structure(LowRank.rank(1)).doping(Example.DOPING);
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(3)
        .build();
  }

  private static OutputLayer last() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(3)
        .build();
  }

  private static MultiLayerNetwork net(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = Nets.defaults(new Adam(0.01), DataType.FLOAT).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    list.setInputType(InputType.recurrent(INPUTS));
    MultiLayerNetwork net = new MultiLayerNetwork(list.build());
    net.init();
    // Biases of 0 would hide that they are forgotten.
    net.params().addi(Data.gaussian(8, net.numParams()).castTo(DataType.FLOAT).muli(0.05));
    return Nets.pruned(net);
  }

  /** Networks of all layer kinds. */
  private enum Kind {
    STOCK(() -> net(new LSTM.Builder().nOut(UNITS).build(), output())),
    STOCK_AND_DOPED(() -> net(new LSTM.Builder().nOut(UNITS).build(), lstm().build(), output())),
    OTHER_ACTIVATIONS(
        () ->
            net(
                lstm()
                    .activation(Activation.HARDTANH)
                    .gateActivationFunction(Activation.HARDSIGMOID)
                    .build(),
                new RnnOutputLayer.Builder(LossFunction.XENT)
                    .activation(Activation.SIGMOID)
                    .nOut(2)
                    .build())),
    DIFFERENT_STRUCTURES(
        () ->
            net(
                lstm()
                    .inputStructure(Kronecker.balanced(2))
                    .recurrentStructure(Hybrid.of(1, 1))
                    .build(),
                lstm()
                    .inputStructure(Hybrid.of(0, 2))
                    .recurrentStructure(Unstructured.none())
                    .build(),
                output())),
    FREE_UNITS(
        () ->
            net(
                lstm()
                    .inputStructure(Hybrid.withFreeUnits(2, 0, 3, 4))
                    .recurrentStructure(Hybrid.withFreeUnits(1, 1, 7))
                    .build(),
                lstm()
                    .inputStructure(Hybrid.withFreeUnits(1))
                    .recurrentStructure(Hybrid.withFreeUnits(1, 0, 1, 2, 3, 4, 5, 6, 7))
                    .doping(Doping.none())
                    .build(),
                output())),
    POINTWISE(
        () ->
            net(
                new DenseLayer.Builder().nOut(5).activation(Activation.RELU).build(),
                new DropoutLayer(0.5),
                lstm().build(),
                new DenseLayer.Builder()
                    .nOut(4)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build(),
                new ActivationLayer(Activation.TANH),
                new RnnLossLayer.Builder(LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .build())),
    ACTIVATION_FIRST(
        () -> net(new ActivationLayer(Activation.LEAKYRELU), lstm().build(), output())),
    FROZEN(() -> net(new FrozenLayer(lstm().build()), output())),
    LAST_STEP(
        () ->
            net(
                new LastTimeStep(lstm().build()),
                new DenseLayer.Builder().nOut(3).activation(Activation.SIGMOID).build(),
                new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build())),
    CONCAT(() -> net(new Bidirectional(Bidirectional.Mode.CONCAT, lstm().build()), output())),
    MULTIPLY(
        () ->
            net(
                new Bidirectional(Bidirectional.Mode.MUL, new LSTM.Builder().nOut(UNITS).build()),
                output())),
    LAST_STEP_OF_BIDIRECTIONAL(
        () -> net(new LastTimeStep(new Bidirectional(lstm().build())), last())),
    GRAPH(
        () -> {
          ComputationGraph graph =
              new ComputationGraph(
                  Nets.defaults(new Adam(0.01), DataType.FLOAT)
                      .graphBuilder()
                      .addInputs("in")
                      .addLayer("lstm", lstm().build(), "in")
                      .addVertex("last", new LastTimeStepVertex("in"), "lstm")
                      .addLayer("out", last(), "last")
                      .setOutputs("out")
                      .setInputTypes(InputType.recurrent(INPUTS))
                      .build());
          graph.init();
          return Nets.pruned(graph);
        });

    @SuppressWarnings("ImmutableEnumChecker") // the suppliers have no state
    private final Supplier<Model> net;

    Kind(Supplier<Model> net) {
      this.net = net;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfLayerRunsTheSame(Kind kind) {
    Model net = kind.net.get();
    CompactModel model = CompactExporter.export(net);
    assertThat(model.inputs()).isEqualTo(INPUTS);
    Exported.runsLike(net, model, sequence(1, INPUTS));
    Exported.runsLike(net, model, sequence(3, INPUTS));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CONCAT", "MULTIPLY", "LAST_STEP_OF_BIDIRECTIONAL", "LAST_STEP", "ACTIVATION_FIRST"})
  void everyKindOfLayerStepsTheSame(Kind kind) {
    Model net = kind.net.get();
    Exported.stepsLike(net, CompactExporter.export(net), sequence(2, INPUTS));
  }

  @Test
  void sequencesAreEmbedded() {
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Adam(0.01), DataType.FLOAT),
            new EmbeddingSequenceLayer.Builder()
                .nIn(INPUTS)
                .nOut(5)
                .hasBias(true)
                .activation(Activation.TANH)
                .build(),
            lstm().nIn(5).doping(Doping.none()).build(),
            Nets.eachStep(UNITS));
    net.getParam("0_b").assign(0.3);
    CompactModel model = CompactExporter.export(net);
    Exported.runsLike(net, model, indices(3));
    Exported.stepsLike(net, model, indices(2));
  }

  @Test
  void singleInputsAreEmbedded() {
    MultiLayerNetwork net =
        Nets.net(
            Nets.defaults(new Adam(0.01), DataType.FLOAT),
            new EmbeddingLayer.Builder().nIn(INPUTS).nOut(5).activation(Activation.RELU).build(),
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(5)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build());
    INDArray index = Nd4j.createFromArray(new float[][] {{4}, {0}});
    float[] out = new float[4];
    CompactExporter.export(net).newSession(2).step(new float[] {4, 0}, out);
    Exported.assertClose(out, RowMajor.of(net.output(index)));
  }

  @ParameterizedTest
  @EnumSource(names = {"DIFFERENT_STRUCTURES", "FREE_UNITS"})
  void aModelIsTheSameFromItsFile(Kind kind, @TempDir Path directory) throws IOException {
    Model net = kind.net.get();
    CompactModel model = CompactExporter.export(net);
    Path file = directory.resolve("model");
    model.save(file);
    Exported.runsLike(net, CompactModel.load(file), sequence(3, INPUTS));
    assertThat(CompactModel.load(file).provenance()).isEqualTo(model.provenance());
  }

  @Test
  void zerosOnTheSupportAreLeftOut() {
    MultiLayerNetwork small = Compactor.compact((MultiLayerNetwork) Example.LOW_RANK.create());
    long before = nonZeros(CompactExporter.export(small));
    small.getParam("0_SR").putScalar(3, 0);
    CompactModel model = CompactExporter.export(small);
    assertThat(nonZeros(model)).isEqualTo(before - 1);
    Exported.runsLike(small, model, sequence(2, Nets.INPUTS));
  }

  private static long nonZeros(CompactModel model) {
    return ((CompactLstm) model.layers().get(0)).recurrent().support().size();
  }

  @Test
  void provenanceSaysWhereItComesFrom() {
    MultiLayerNetwork net =
        net(
            new LSTM.Builder().name("stock").nOut(UNITS).build(),
            new Bidirectional(lstm().build()),
            output());
    net.getLayerWiseConfigurations().setIterationCount(12);
    net.getLayerWiseConfigurations().setEpochCount(3);
    Provenance provenance = CompactExporter.export(net).provenance();
    assertThat(provenance.libraryVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(provenance.seed()).isEqualTo(42);
    assertThat(provenance.iteration()).isEqualTo(12);
    assertThat(provenance.epoch()).isEqualTo(3);
    assertThat(provenance.matrices())
        .extracting(MatrixProvenance::layer, MatrixProvenance::matrix)
        .map(Object::toString)
        .containsExactly(
            "(\"stock\", \"W\")",
            "(\"stock\", \"R\")",
            "(\"layer1 forward\", \"W\")",
            "(\"layer1 forward\", \"R\")",
            "(\"layer1 backward\", \"W\")",
            "(\"layer1 backward\", \"R\")");
    MatrixProvenance last = provenance.matrices().get(5);
    assertThat(last.structure()).isEqualTo("LowRank.rank(1)");
    assertThat(last.plannedDensity()).isEqualTo(51 / 256.0);
    assertThat(last.structureEnergyShare()).isBetween(0.01, 0.99);
    assertThat(provenance.matrices().get(0).structureEnergyShare()).isNaN();
  }

  @Test
  void theHashIsThatOfConfigurationAndParameters() {
    MultiLayerNetwork net = (MultiLayerNetwork) Example.KRONECKER.create();
    String hash = CompactExporter.export(net).provenance().sourceHash();
    assertThat(hash).hasSize(64);
    assertThat(CompactExporter.export(net.clone()).provenance().sourceHash()).isEqualTo(hash);
    net.getParam("1_b").addi(1e-3);
    String other = CompactExporter.export(net).provenance().sourceHash();
    assertThat(other).isNotEqualTo(hash);
    net.getLayerWiseConfigurations().setIterationCount(1);
    assertThat(CompactExporter.export(net).provenance().sourceHash())
        .isNotEqualTo(hash)
        .isNotEqualTo(other);
  }
}
