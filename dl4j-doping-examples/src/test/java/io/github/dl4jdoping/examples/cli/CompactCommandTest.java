package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.examples.common.FullDisk;
import io.github.dl4jdoping.pytorch.PyTorchLstm;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CompactCommandTest {

  @TempDir Path folder;
  private final Console console = new Console();

  private Path net() {
    return folder.resolve("net.zip");
  }

  private Path model() {
    return folder.resolve("new folder/net.bin");
  }

  private static void assertSameOutputs(CompactModel model, INDArray expected, INDArray input) {
    float[] out = new float[Nets.OUTPUTS];
    model.newSession().step(input.toFloatVector(), out);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo(expected.getFloat(0, i), offset(1e-5f));
    }
  }

  @Test
  void aNetworkBecomesAModelWithItsOutputs() throws IOException {
    MultiLayerNetwork net = Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED);
    Nets.write(net, net(), false);
    assertThat(console.run("compact", net(), model())).as(console.err()).isZero();
    CompactModel model = CompactModel.load(model());
    INDArray input = Nd4j.rand(1, Nets.INPUTS);
    assertSameOutputs(model, net.rnnTimeStep(input), input);
    assertThat(console.out())
        .contains(model.size().toString())
        .contains("Wrote " + model() + ", " + Files.size(model()) + " bytes.")
        .doesNotContain(".zip");
    assertThat(console.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGraphAlsoBecomesASmallGraphWithOrWithoutUpdater(boolean updater) throws IOException {
    ComputationGraph graph = Nets.trained(Nets.graph(), Nets.ANNEALED);
    Nets.write(graph, net(), updater);
    Path small = folder.resolve("small.zip");
    assertThat(console.run("compact", net(), model(), "--dl4j", small)).as(console.err()).isZero();
    ComputationGraph compact = ModelSerializer.restoreComputationGraph(small.toFile(), updater);
    assertThat(compact.getLayer("memory").conf().getLayer()).isInstanceOf(CompactDopedLSTM.class);
    assertThat(NetFile.hasUpdater(small)).isEqualTo(updater);
    assertThat(compact.numParams()).isLessThan(graph.numParams() / 2);
    INDArray input = Nd4j.rand(1, Nets.INPUTS);
    INDArray expected = graph.rnnTimeStep(input)[0];
    assertThat(compact.rnnTimeStep(input)[0].equalsWithEps(expected, 1e-5)).isTrue();
    assertSameOutputs(CompactModel.load(model()), expected, input);
    assertThat(console.out()).contains("Wrote " + small + ", " + Files.size(small) + " bytes.");
  }

  @Test
  void aNetworkThatIsNotAtItsDensityIsAnErrorAndWritesNothing() throws IOException {
    Nets.write(Nets.trained(Nets.network(Nets.doped()), 2), net(), true);
    assertThat(console.run("compact", net(), model())).isEqualTo(1);
    assertThat(console.err())
        .contains("\"memory\": SW has", "48 are planned", "at least 2 iterations more")
        .doesNotContain("\tat ");
    assertThat(console.out()).isEmpty();
    assertThat(model()).doesNotExist();
  }

  @Test
  void aNetworkWithoutDopingHasNoSmallForm() throws IOException {
    LSTM lstm = new LSTM.Builder().nIn(Nets.INPUTS).nOut(Nets.UNITS).build();
    Nets.write(Nets.network(lstm), net(), false);
    Path small = folder.resolve("small.zip");
    assertThat(console.run("compact", net(), model(), "--dl4j", small)).isEqualTo(1);
    assertThat(console.err()).contains("no DopedLSTM", "nothing to compact");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(net()));
    assertThat(console.run("compact", net(), model())).as("the model alone is possible").isZero();
  }

  @Test
  void anLstmOfPyTorchBecomesAModel() throws IOException {
    Path golden = Path.of("../dl4j-doping-layers/src/test/resources/golden/one.safetensors");
    assertThat(console.run("compact", golden, model())).as(console.err()).isZero();
    INDArray steps = Nd4j.rand(1, 3, 5);
    INDArray expected = PyTorchLstm.read(golden).network().output(steps);
    float[] input = steps.permute(0, 2, 1).ravel().toFloatVector();
    assertThat(CompactModel.load(model()).newSession().run(input))
        .containsExactly(expected.permute(0, 2, 1).ravel().toFloatVector(), offset(1e-6f));
    Path damaged = Files.write(folder.resolve("damaged.safetensors"), new byte[20]);
    assertThat(console.run("compact", damaged, model())).isEqualTo(1);
    assertThat(console.err()).contains(damaged + " is not a readable safetensors file");
  }

  @Test
  void whatIsNotAModelSaysSo() throws IOException {
    assertThat(console.run("compact", net(), model())).isEqualTo(1);
    assertThat(console.err()).isEqualToIgnoringNewLines("There is no file " + net() + ".");
    assertThat(console.run("compact", folder, model())).isEqualTo(1);
    assertThat(console.err()).contains(folder + " is not a file.");
    Files.writeString(net(), "not a ZIP file at all");
    assertThat(console.run("compact", net(), model())).isEqualTo(1);
    assertThat(console.err()).contains(net() + " is not a model file", "ModelSerializer");
  }

  @Test
  void aFullDiskIsAnErrorAndLeavesTheOldModel() throws IOException {
    Nets.write(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED), net(), false);
    Path old = Files.writeString(folder.resolve("model.bin"), "old");
    Path link = FullDisk.inPlaceOf(folder.resolve("model.bin.part"));
    assertThat(console.run("compact", net(), old)).isEqualTo(1);
    assertThat(console.err())
        .startsWith("Cannot write " + old + ": the disk is full. Free some space in " + folder)
        .contains("The file that was there is unchanged.")
        .doesNotContain("\tat ");
    assertThat(old).hasContent("old");
    Path small = Files.writeString(folder.resolve("small.zip"), "old");
    Path second = FullDisk.inPlaceOf(folder.resolve("small.zip.part"));
    assertThat(console.run("compact", net(), model(), "--dl4j", small)).isEqualTo(1);
    assertThat(console.err()).contains("Cannot write " + small + ": the disk is full.");
    assertThat(small).hasContent("old");
    assertThat(model()).doesNotExist();
    Files.delete(link);
    Files.delete(second);
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws IOException {
    Nets.write(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED), net(), false);
    Path inside = net().resolve("model.bin");
    assertThat(console.run("compact", net(), inside)).isEqualTo(1);
    assertThat(console.err())
        .isEqualToIgnoringNewLines(
            "Cannot write "
                + inside
                + ": "
                + net()
                + " is a file, not a folder. Name a file in a"
                + " folder.");
  }

  @Test
  void aStackTraceIsThereIfAskedFor() {
    assertThat(console.run("compact", "--verbose", net(), model())).isEqualTo(1);
    assertThat(console.err()).contains("There is no file", "FileNotFoundException", "\tat ");
  }

  @Test
  void wrongCommandLines() throws IOException {
    Nets.write(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED), net(), false);
    byte[] before = Files.readAllBytes(net());
    assertThat(console.run()).isEqualTo(2);
    assertThat(console.err()).contains("A command is missing.", "--help");
    assertThat(console.run("compact", net())).isEqualTo(2);
    assertThat(console.err()).contains("OUT");
    assertThat(console.run("compact", net(), folder.resolve("./net.zip"))).isEqualTo(2);
    assertThat(console.err()).contains("named twice");
    assertThat(console.run("compact", net(), model(), "--dl4j", model())).isEqualTo(2);
    assertThat(model()).doesNotExist();
    assertThat(net()).hasBinaryContent(before);
  }

  @Test
  void helpListsTheCommandsAndTheirOptions() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.out()).contains("compact", "inspect", "bench");
    assertThat(console.run("compact", "--help")).isZero();
    assertThat(console.out()).contains("MODEL.zip", "--dl4j", "--verbose");
  }
}
