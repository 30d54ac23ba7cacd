package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.structure.LowRank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class CalibrationDataTest {

  private static final int VOCABULARY = 9;

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private List<INDArray> read(String text, Model net) throws IOException {
    List<INDArray> features = new ArrayList<>();
    DataSetIterator batches = CalibrationData.read(csv(text), net);
    batches.forEachRemaining(batch -> features.add(batch.getFeatures()));
    return features;
  }

  private static MultiLayerNetwork dense() {
    return Nets.network(Nets.dense());
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.build());
    net.init();
    return net;
  }

  private static LSTM lstm(int inputs) {
    return new LSTM.Builder().nIn(inputs).nOut(Nets.UNITS).build();
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .activation(Activation.IDENTITY)
        .nIn(Nets.UNITS)
        .nOut(2)
        .build();
  }

  private static String sequence(long seed, int steps) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < Nets.INPUTS; i++) {
        lines.append(i == 0 ? "" : ", ").append((i + 1) * random.nextGaussian());
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  @Test
  void sequencesBecomeBatchesOfEqualLengths() throws IOException {
    String text =
        "# six inputs\n\n\n1,2,3,4,5,6\n7,8,9,10,11,12\n\n-1,-2,-3,-4,-5,-6\n  \n"
            + "21,22,23,24,25,26\r\n# between steps\r\n27,28,29,30,31,3.2e1";
    List<INDArray> features = read(text, dense());
    assertThat(features).hasSize(2);
    INDArray shortOnes = Nd4j.createFromArray(new float[][] {{-1}, {-2}, {-3}, {-4}, {-5}, {-6}});
    assertThat(features.get(0)).isEqualTo(shortOnes.reshape(1, Nets.INPUTS, 1));
    assertThat(features.get(1).shape()).containsExactly(2, Nets.INPUTS, 2);
    assertThat(features.get(1).getFloat(0, 0, 1)).isEqualTo(7);
    assertThat(features.get(1).getFloat(0, 5, 0)).isEqualTo(6);
    assertThat(features.get(1).getFloat(1, 1, 0)).isEqualTo(22);
    assertThat(features.get(1).getFloat(1, 5, 1)).isEqualTo(32);
  }

  @Test
  void largeBatchesAreSplit() throws IOException {
    List<INDArray> features = read((sequence(1, 2) + "\n").repeat(33), dense());
    assertThat(features).extracting(batch -> batch.size(0)).containsExactly(32L, 1L);
  }

  /** As if every sequence had been given alone, to the library. */
  @Test
  void compressionIsWeightedByTheData() throws IOException {
    MultiLayerNetwork net = dense();
    Path file = folder.resolve("net.zip");
    Nets.write(net, file, false);
    Path data = csv(sequence(1, 4) + "\n" + sequence(2, 3) + "\n" + sequence(3, 4));
    Path out = folder.resolve("doped.zip");
    Console console = new Console();
    Object[] command = {
      "compress", file, out, "--factor=3", "--structure=lmf:1", "--calibrate", data
    };
    assertThat(console.run(command)).as(console.err()).isZero();
    assertThat(console.out()).contains("inputs weighted by their root mean square");
    INDArray found = ModelSerializer.restoreMultiLayerNetwork(out.toFile()).params();
    List<DataSet> alone = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      read(sequence(seed, seed == 2 ? 3 : 4), net)
          .forEach(features -> alone.add(new DataSet(features, null)));
    }
    Compression<MultiLayerNetwork> library =
        Compression.of(net).factor(3).structure(LowRank.rank(1));
    assertThat(found).isNotEqualTo(library.apply().params());
    var one = new org.deeplearning4j.datasets.iterator.ExistingDataSetIterator(alone);
    assertThat(found.equalsWithEps(library.calibrate(one).apply().params(), 1e-4)).isTrue();
  }

  @Test
  void graphsAreCalibratedToo() throws IOException {
    ComputationGraph graph = Nets.graph(Nets.dense());
    assertThat(read(sequence(1, 3), graph).get(0).shape()).containsExactly(1, Nets.INPUTS, 3);
    ComputationGraph doped =
        Compression.of(graph)
            .factor(3)
            .structure(LowRank.rank(1))
            .calibrate(CalibrationData.read(csv(sequence(1, 3)), graph))
            .apply();
    assertThat(doped.getLayer("memory").conf().getLayer().getClass().getSimpleName())
        .isEqualTo("DopedLSTM");
  }

  private static EmbeddingSequenceLayer sequences() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(VOCABULARY)
        .nOut(4)
        .inferInputLength(true)
        .build();
  }

  private static MultiLayerNetwork stepwiseEmbedding() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .overrideNinUponBuild(false)
                .layer(new EmbeddingLayer.Builder().nIn(VOCABULARY).nOut(4).build())
                .layer(lstm(4))
                .layer(output())
                .setInputType(InputType.recurrent(1))
                .build());
    net.init();
    return net;
  }

  @Test
  void embeddingsTakeIndices() throws IOException {
    MultiLayerNetwork sequences = network(sequences(), lstm(4), output());
    String text = "0\n8\n3\n\n1\n2\n3\n\n7";
    List<INDArray> batches = read(text, sequences);
    assertThat(batches).hasSize(2);
    assertThat(batches.get(1))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 8, 3}, {1, 2, 3}}));
    MultiLayerNetwork steps = stepwiseEmbedding();
    assertThat(read(text, steps).get(1).shape()).containsExactly(2, 1, 3);
    for (MultiLayerNetwork net : List.of(sequences, steps)) {
      for (INDArray batch : read(text, net)) {
        assertThat(net.output(batch).size(2)).isEqualTo(batch.size(batch.rank() - 1));
      }
      assertThat(
              Compression.of(net)
                  .factor(2)
                  .structure(LowRank.rank(1))
                  .calibrate(CalibrationData.read(csv(text), net))
                  .run()
                  .report()
                  .calibrated())
          .isTrue();
    }
  }

  @Test
  void theOrderOfKerasIsKept() throws IOException {
    LSTM lstm = lstm(Nets.INPUTS);
    lstm.setRnnDataFormat(RNNFormat.NWC);
    OutputLayer last = new OutputLayer.Builder().nIn(Nets.UNITS).nOut(2).build();
    MultiLayerNetwork net = network(new LastTimeStep(lstm), last);
    List<INDArray> features = read(sequence(1, 4), net);
    assertThat(features.get(0).shape()).containsExactly(1, 4, Nets.INPUTS);
    INDArray expected = read(sequence(1, 4), dense()).get(0).permute(0, 2, 1);
    assertThat(features.get(0)).isEqualTo(expected);
  }

  @Test
  void numbersHaveThePrecisionOfTheNetwork() throws IOException {
    MultiLayerNetwork net = dense();
    MultiLayerNetwork precise = net.convertDataType(DataType.DOUBLE);
    assertThat(read(sequence(1, 2), precise).get(0).dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void otherFirstLayersSayTheWidth() throws IOException {
    DenseLayer first = new DenseLayer.Builder().nIn(2).nOut(3).build();
    MultiLayerNetwork net = network(first, lstm(3), output());
    assertThat(read("1,2\n3,4", net).get(0).shape()).containsExactly(1, 2, 2);
  }

  @Test
  void aGraphWithTwoInputsCannotBeCalibratedByAFile() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("a", "b")
                .addLayer("memory", lstm(2), "a")
                .addLayer("other", lstm(2), "b")
                .addLayer("out", output(), "memory")
                .addLayer("out2", output(), "other")
                .setOutputs("out", "out2")
                .build());
    graph.init();
    assertThatThrownBy(() -> read("1,2", graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("one input", "[a, b]", "MultiDataSetIterator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3,4,5,6~1,2,3,4,5 | line 2: a time step of this network has 6 numbers; got 5.",
        "#~1,2,3,4,5,6,7 | line 2: a time step of this network has 6 numbers; got 7.",
        "a,b,c,d,e,f~1,2,3,4,5,6 | line 1: expected a number, but was 'a'; a header starts with #.",
        "1,2,3,4,5,6~~~1,2,3,,5,6 | line 4: expected a number, but was ''",
        "1,2,3,4,5,6~1,2,NaN,4,5,6~ | line 2: expected a finite number, but was 'NaN'.",
        "1,2,3,4,5,1e39 | line 1: expected a finite number, but was '1e39'.",
        "1;2;3;4;5;6 | line 1: a time step of this network has 6 numbers; got 1.",
        "~~#1,2~ | holds no time steps",
        "1,2,3,4,5,\"6~7\"x | is not CSV"
      })
  void mistakesAreNamedWithTheirLine(String text, String message) throws IOException {
    assertRefused(text.replace('~', '\n'), dense(), message);
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "-1, 1", "0.5, 1"})
  void indicesAreWithinTheVocabulary(String index) throws IOException {
    MultiLayerNetwork net = network(sequences(), lstm(4), output());
    assertRefused(
        "1\n\n2\n" + index,
        net,
        "line 4: the network begins with an embedding, which takes whole numbers from 0 to 8, but was"
            + " '"
            + index
            + "'.");
  }

  private void assertRefused(String text, Model net, String message) throws IOException {
    Path file = csv(text);
    assertThatThrownBy(() -> CalibrationData.read(file, net))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void filesThatAreNotText() throws IOException {
    Path file =
        Files.write(folder.resolve("bytes"), "1,2,\u00fc".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CalibrationData.read(file, dense()))
        .hasMessage(file + " is not text in UTF-8.");
    assertThatThrownBy(() -> CalibrationData.read(folder.resolve("absent"), dense()))
        .hasMessageStartingWith("There is no file");
  }
}
