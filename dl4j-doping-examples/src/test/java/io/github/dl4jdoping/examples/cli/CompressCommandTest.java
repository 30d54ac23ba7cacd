package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.deploy.Compressed;
import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.examples.common.FullDisk;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.factory.Nd4j;

@SuppressWarnings("deprecation") // GravesLSTM is what users have
class CompressCommandTest {

  @TempDir Path folder;
  private final Console console = new Console();

  private Path net() {
    return folder.resolve("net.zip");
  }

  private Path out() {
    return folder.resolve("new folder/doped.zip");
  }

  private int compress(Object... options) {
    Object[] all = new Object[options.length + 3];
    all[0] = "compress";
    all[1] = net();
    all[2] = out();
    System.arraycopy(options, 0, all, 3, options.length);
    return console.run(all);
  }

  private MultiLayerNetwork written() throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(out().toFile(), false);
  }

  private static LSTM second() {
    return new LSTM.Builder().name("second").nIn(Nets.UNITS).nOut(Nets.UNITS).build();
  }

  @Test
  void aNetworkBecomesWhatTheLibraryMakesOfIt() throws IOException {
    MultiLayerNetwork net = Nets.network(Nets.dense());
    Nets.write(net, net(), true);
    assertThat(compress("--factor", "4", "--structure", "lmf:1")).as(console.err()).isZero();
    Compressed<MultiLayerNetwork> expected =
        Compression.of(net).factor(4).structure(LowRank.rank(1)).run();
    assertThat(written().params()).isEqualTo(expected.net().params());
    assertThat(written().getLayerWiseConfigurations())
        .isEqualTo(expected.net().getLayerWiseConfigurations());
    assertThat(console.out())
        .startsWith(expected.report().toString())
        .endsWith("Wrote " + out() + ", " + Files.size(out()) + " bytes." + System.lineSeparator());
    assertThat(NetFile.hasUpdater(out())).isFalse();
    assertThat(console.err()).isEmpty();
  }

  @Test
  void aGraphStaysAGraphAndItsNormalizerIsKept() throws IOException {
    ComputationGraph graph = Nets.graph(Nets.dense());
    Nets.write(graph, net(), false);
    NormalizerMinMaxScaler scaler = new NormalizerMinMaxScaler(-3, 7);
    scaler.setFeatureStats(Nd4j.zeros(1, Nets.INPUTS), Nd4j.ones(1, Nets.INPUTS));
    ModelSerializer.addNormalizerToModel(net().toFile(), scaler);
    assertThat(compress("--factor", "4", "--structure", "none")).as(console.err()).isZero();
    ComputationGraph doped = ModelSerializer.restoreComputationGraph(out().toFile());
    assertThat(doped.getLayer("memory").conf().getLayer()).isInstanceOf(DopedLSTM.class);
    assertThat(DopingReport.of(doped).parameterFactor()).isBetween(4.0, 4.05);
    NormalizerMinMaxScaler kept = ModelSerializer.restoreNormalizerFromFile(out().toFile());
    assertThat(kept).isEqualTo(scaler);
  }

  @ParameterizedTest
  @CsvSource({
    "lmf:2, uniform, unstructured",
    "kp, by-error, unstructured",
    "kp:1, uniform, balanced16",
    "hmd:0.125:1, uniform, block8",
    "none, by-error, BLOCK8"
  })
  void optionsAreTheLibrarys(String structure, String budget, String granularity)
      throws IOException {
    MultiLayerNetwork net = Nets.network(Nets.dense(), second());
    Nets.write(net, net(), false);
    int code =
        compress(
            "--factor=2",
            "--structure=" + structure,
            "--budget=" + budget,
            "--granularity=" + granularity);
    assertThat(code).as(console.err()).isZero();
    MultiLayerNetwork expected =
        Compression.of(net)
            .factor(2)
            .structure(structure(structure))
            .budget(budget.equals("uniform") ? Budget.uniform() : Budget.byError())
            .granularity(granularity(granularity))
            .apply();
    assertThat(written().params()).isEqualTo(expected.params());
    assertThat(written().getLayerWiseConfigurations())
        .isEqualTo(expected.getLayerWiseConfigurations());
  }

  private static Structure structure(String name) {
    return switch (name) {
      case "lmf:2" -> LowRank.rank(2);
      case "kp" -> Kronecker.balanced(4);
      case "kp:1" -> Kronecker.balanced();
      case "none" -> Unstructured.none();
      default -> Hybrid.of(0.125, 1);
    };
  }

  private static Granularity granularity(String name) {
    return switch (name) {
      case "unstructured" -> Granularity.unstructured();
      case "balanced16" -> Granularity.bankBalanced(16);
      default -> Granularity.blocks(8);
    };
  }

  @Test
  void theResultCanBeDeployedAtOnce() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    assertThat(compress("--factor", "3", "--structure", "lmf:1")).as(console.err()).isZero();
    Path model = folder.resolve("net.bin");
    assertThat(console.run("compact", out(), model)).as(console.err()).isZero();
    assertThat(model).isNotEmptyFile();
  }

  @Test
  void theSupportCanBeAnnealedFurther() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    int code = compress("--factor=4", "--structure=none", "--initial-density=0.5", "--anneal=30");
    assertThat(code).as(console.err()).isZero();
    MultiLayerNetwork doped = written();
    assertThat(DopingReport.of(doped).parameterFactor()).isEqualTo(2);
    DopedLSTM layer = (DopedLSTM) doped.getLayer(0).conf().getLayer();
    assertThat(layer.getDoping().toString()).contains("from 0.5 over iterations 0 to 30 every 1");
    Nets.trained(doped, 10);
    assertThat(DopingReport.of(doped).parameterFactor()).isBetween(2.1, 3.9);
    Nets.trained(doped, 20);
    assertThat(DopingReport.of(doped).parameterFactor()).isBetween(4.0, 4.05);
  }

  @Test
  void layersCanBeLeftAlone() throws IOException {
    Nets.write(Nets.network(Nets.dense(), second()), net(), false);
    assertThat(compress("--factor=2", "--structure=lmf:1", "--except=memory"))
        .as(console.err())
        .isZero();
    assertThat(written().getLayer(0).conf().getLayer()).isInstanceOf(LSTM.class);
    assertThat(written().getLayer(1).conf().getLayer()).isInstanceOf(DopedLSTM.class);
    assertThat(console.out()).contains("Left alone: memory (LSTM, 480 parameters): excepted");
    assertThat(compress("--force", "--factor=2", "--except=memory,third")).isEqualTo(1);
    assertThat(console.err()).contains("does not have", "third");
  }

  @Test
  void aFileIsReplacedOnlyByForce() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    Files.createDirectories(out().getParent());
    Files.writeString(out(), "precious");
    assertThat(compress("--factor=2", "--structure=none")).isEqualTo(2);
    assertThat(console.err()).contains(out() + " is there already", "--force");
    assertThat(out()).hasContent("precious");
    assertThat(compress("--factor=2", "--structure=none", "--force")).isZero();
    assertThat(written().getLayer(0).conf().getLayer()).isInstanceOf(DopedLSTM.class);
  }

  @Test
  void aFailureLeavesWhatWasThere() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    Files.createDirectories(out().getParent());
    Files.writeString(out(), "precious");
    assertThat(compress("--factor=400", "--structure=lmf:1", "--force")).isEqualTo(1);
    assertThat(out().getParent()).isDirectoryContaining(file -> file.equals(out()));
    assertThat(out()).hasContent("precious");
  }

  @Test
  void aFactorOutOfReachIsAnErrorThatNamesTheLargest() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    assertThat(compress("--factor=20", "--structure=lmf:1")).isEqualTo(1);
    assertThat(console.err().strip())
        .hasLineCount(1)
        .contains("leaves 22 of 448 LSTM weights", "largest factor within reach is 5.74");
    assertThat(out()).doesNotExist();
    assertThat(compress("--factor=5.74", "--structure=lmf:1")).as(console.err()).isZero();
  }

  @Test
  void aNetworkWithNothingToCompressIsAnError() throws IOException {
    SimpleRnn simple = new SimpleRnn.Builder().nIn(Nets.INPUTS).nOut(Nets.UNITS).build();
    GravesLSTM graves = new GravesLSTM.Builder().nIn(Nets.UNITS).nOut(Nets.UNITS).build();
    Nets.write(Nets.network(simple, graves), net(), false);
    assertThat(compress("--factor=2")).isEqualTo(1);
    assertThat(console.err().strip())
        .hasLineCount(1)
        .contains("no LSTM to compress", "SimpleRnn", "has peepholes");
  }

  @Test
  void whatIsNotAModelSaysSo() throws IOException {
    assertThat(compress("--factor=2")).isEqualTo(1);
    assertThat(console.err()).isEqualToIgnoringNewLines("There is no file " + net() + ".");
    Files.writeString(net(), "not a ZIP file at all");
    assertThat(compress("--factor=2")).isEqualTo(1);
    assertThat(console.err()).contains(net() + " is not a model file", "ModelSerializer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--factor=0.5",
        "--factor=NaN",
        "--factor=Infinity",
        "--structure=dense",
        "--structure=lmf:x",
        "--structure=none:1",
        "--budget=fair",
        "--granularity=block3",
        "--anneal=5",
        "--initial-density=0.5"
      })
  void wrongOptions(String option) throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    Object[] options =
        option.startsWith("--factor") ? new Object[] {option} : new Object[] {"--factor=2", option};
    assertThat(compress(options)).isEqualTo(2);
    assertThat(console.err()).contains("--help").doesNotContain("\tat ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void wrongCommandLines() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    assertThat(compress()).isEqualTo(2);
    assertThat(console.err()).contains("--factor");
    assertThat(console.run("compress", net(), folder.resolve("./net.zip"), "--factor=2"))
        .isEqualTo(2);
    assertThat(console.err()).contains("named twice");
    assertThat(console.run("compress", net(), folder, "--factor=2")).isEqualTo(2);
    assertThat(console.err()).contains(folder + " is a folder");
    assertThat(compress("--factor=2", "--initial-density=2", "--anneal=9")).isEqualTo(2);
    assertThat(console.err()).contains("The initial density is in (0, 1]; got 2.0.");
    assertThat(compress("--factor=2", "--initial-density=0.5", "--anneal=0")).isEqualTo(2);
  }

  @Test
  void helpDescribesDataAndStructures() {
    assertThat(console.run("compress", "--help")).isZero();
    assertThat(console.out())
        .contains("MODEL.zip", "OUT.zip", "one time step per line", "lmf:RANK", "by-error");
  }

  @Test
  void aFullDiskIsAnErrorAndLeavesTheOldFile() throws IOException {
    Nets.write(Nets.network(Nets.dense()), net(), false);
    Files.createDirectories(out().getParent());
    Files.writeString(out(), "old");
    Path link = FullDisk.inPlaceOf(out().resolveSibling("doped.zip.part"));
    assertThat(compress("--factor", "4", "--force")).isEqualTo(1);
    assertThat(console.err())
        .contains("Cannot write " + out() + ": the disk is full. Free some space in ")
        .contains("The file that was there is unchanged.");
    assertThat(console.out()).isEmpty();
    assertThat(out()).hasContent("old");
    Files.delete(link);
  }
}
