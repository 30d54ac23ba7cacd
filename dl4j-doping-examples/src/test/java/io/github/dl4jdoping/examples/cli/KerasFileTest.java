package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Models of src/test/python/make_keras_golden.py, whose outputs others computed. */
class KerasFileTest {

  @TempDir Path folder;

  private static Path golden(String file) {
    try {
      return Path.of(KerasFileTest.class.getResource("/keras/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static INDArray array(String name, String field) throws IOException {
    JsonNode json = new ObjectMapper().readTree(golden(name + ".json").toFile()).get(field);
    return Nd4j.createFromArray(numbers(json.get("values")))
        .reshape(Arrays.stream(numbers(json.get("shape"))).mapToLong(d -> (long) d).toArray())
        .castTo(Nd4j.defaultFloatingPointType());
  }

  private static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }

  private static INDArray output(Model model, INDArray input) {
    return model instanceof ComputationGraph graph
        ? graph.outputSingle(input)
        : ((MultiLayerNetwork) model).output(input);
  }

  private static Model read(String name) throws IOException {
    return NetFile.read(golden(name + ".h5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequences",
        "last-step",
        "hard-sigmoid",
        "words",
        "functional",
        "other-loss",
        "both-ways",
        "both-ways-last",
        "both-ways-cells",
        "both-ways-last-cells",
        "keras3-stacked",
        "keras3-words",
        "keras3-functional"
      })
  void importedModelsComputeTheSameAlsoOnceSaved(String name) throws IOException {
    Model model = read(name);
    assertSame(output(model, array(name, "input")), array(name, "output"));
    Path zip = folder.resolve("net.zip");
    boolean updater = NetFile.hasUpdater(golden(name + ".h5"));
    ModelSerializer.writeModel(model, zip.toFile(), updater);
    assertSame(output(NetFile.read(zip), array(name, "input")), array(name, "output"));
  }

  private static void assertSame(INDArray output, INDArray expected) {
    assertThat(output.shape()).isEqualTo(expected.shape());
    assertThat(Transforms.abs(output.sub(expected)).maxNumber().doubleValue()).isLessThan(1e-6);
  }

  @Test
  void aMaskStandsInForMaskZero() throws IOException {
    INDArray words = array("masked", "input");
    INDArray mask = words.neq(0).castTo(DataType.FLOAT);
    MultiLayerNetwork net = (MultiLayerNetwork) read("masked");
    assertSame(net.output(words, false, mask, null), array("masked", "output"));
  }

  private static Stream<Object> layers(Model model) {
    return Arrays.stream(((MultiLayerNetwork) model).getLayers())
        .map(layer -> layer.conf().getLayer());
  }

  @Test
  void layersAreThoseThatKerasNames() throws IOException {
    assertThat(layers(read("sequences"))).hasExactlyElementsOfTypes(LSTM.class);
    assertThat(layers(read("both-ways"))).hasExactlyElementsOfTypes(Bidirectional.class);
    assertThat(layers(read("words")))
        .hasExactlyElementsOfTypes(
            EmbeddingSequenceLayer.class, LSTM.class, DenseLayer.class, LossLayer.class);
    assertThat(((MultiLayerNetwork) read("words")).getLayer(1))
        .isInstanceOf(LastTimeStepLayer.class);
    LSTM lstm = (LSTM) layers(read("hard-sigmoid")).findFirst().orElseThrow();
    assertThat(lstm.getRnnDataFormat()).isEqualTo(RNNFormat.NWC);
    assertThat(lstm.getGateActivationFn()).isInstanceOf(ActivationHardSigmoid.class);
  }

  @Test
  void modelsWithATrainingConfigurationAreTrainedOn() throws IOException {
    MultiLayerNetwork words = (MultiLayerNetwork) read("words");
    ComputationGraph functional = (ComputationGraph) read("functional");
    assertThat(adam(words).getLearningRate()).isEqualTo(0.001);
    assertThat(adam((MultiLayerNetwork) read("keras3-words")).getLearningRate())
        .isCloseTo(0.002, offset(1e-9));
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});
    INDArray indices = array("words", "input");
    assertThat(lossFalls(words::score, () -> words.fit(indices, labels))).isTrue();
    INDArray[] inputs = {array("functional", "input")};
    INDArray[] outputs = {labels};
    assertThat(lossFalls(functional::score, () -> functional.fit(inputs, outputs))).isTrue();
  }

  private static Adam adam(MultiLayerNetwork net) {
    return (Adam) ((BaseLayer) net.getLayer(0).conf().getLayer()).getIUpdater();
  }

  private static boolean lossFalls(DoubleSupplier score, Runnable step) {
    step.run();
    double first = score.getAsDouble();
    for (int i = 0; i < 20; i++) {
      step.run();
    }
    return score.getAsDouble() < first;
  }

  @Test
  void aLossThatIsUnknownIsLeftOut() throws IOException {
    assertThat(((ComputationGraph) read("other-loss")).getOutputLayer(0))
        .isNotInstanceOf(IOutputLayer.class);
  }

  @Test
  void theCommandLineTakesKerasModels() throws IOException {
    Path model = folder.resolve("net.bin");
    Console console = new Console();
    assertThat(console.run("compact", golden("words.h5"), model)).as(console.err()).isZero();
    INDArray words = array("words", "input");
    INDArray expected = array("words", "output");
    for (int i = 0; i < words.rows(); i++) {
      float[] output = CompactModel.load(model).newSession().run(words.getRow(i).toFloatVector());
      assertThat(output).containsExactly(expected.getRow(i).toFloatVector(), offset(1e-6f));
    }
  }

  private static void assertRefused(Path file, String... message) {
    assertThatThrownBy(() -> NetFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(message);
  }

  @Test
  void whatIsNotTheSameInKeras3IsRefused() {
    assertRefused(golden("keras3-hard-sigmoid.h5"), "hard_sigmoid", "softmax");
    assertRefused(golden("newer.h5"), "Keras 4", "1 to 3");
  }

  @Test
  void layersThatGoBackwardsAreRefused() {
    assertRefused(golden("backwards.h5"), "\"lstm\" goes backwards");
  }

  @Test
  void theNewFormatIsRefused() throws IOException {
    Path zip = folder.resolve("model.keras");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("model.weights.h5"));
    }
    assertRefused(zip, ".keras", "model.save(\"model.h5\")");
  }

  @Test
  void otherHdf5FilesAreRefused() throws IOException {
    assertRefused(golden("weights-alone.h5"), "holds no Keras model", "save_weights");
    byte[] bytes = Files.readAllBytes(golden("words.h5"));
    Path half = Files.write(folder.resolve("half.h5"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(half, "damaged");
  }
}
