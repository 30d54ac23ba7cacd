package io.github.dl4jdoping.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.deploy.Compactor;
import io.github.dl4jdoping.golden.Expectation.Numbers;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What users saved with earlier versions, this one reads, and it computes the same. */
class OldFilesTest {

  private static final float TOLERANCE = 1e-6f;

  static Stream<Arguments> files() throws IOException {
    return GoldenFiles.versions().stream()
        .flatMap(
            version ->
                Arrays.stream(GoldenNet.values())
                    .filter(golden -> GoldenFiles.has(version, golden))
                    .map(golden -> Arguments.of(version, golden)));
  }

  static Stream<Arguments> deployed() throws IOException {
    return files().filter(file -> ((GoldenNet) file.get()[1]).isDeployed());
  }

  private static INDArray array(Numbers numbers) {
    return Nd4j.createFromArray(numbers.values()).reshape('c', numbers.shape());
  }

  @Test
  void theFirstVersionHasFilesOfEveryKind() throws IOException {
    assertThat(files().filter(file -> ((Path) file.get()[0]).endsWith("0.1.0")))
        .hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theOutputsAreTheSame(Path version, GoldenNet golden) throws IOException {
    Expectation expected = GoldenFiles.expectation(version, golden);
    Model net = GoldenFiles.model(version, golden);
    INDArray output = Expectation.output(net, array(expected.input()));
    assertThat(output.shape()).isEqualTo(expected.output().shape());
    assertThat(Numbers.of(output).values())
        .containsExactly(expected.output().values(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("files")
  void parametersAndUpdaterAreTheSameBits(Path version, GoldenNet golden) throws IOException {
    Expectation expected = GoldenFiles.expectation(version, golden);
    Model net = GoldenFiles.model(version, golden);
    Expectation actual = Expectation.of(net, array(expected.input()));
    assertThat(actual.parameters()).isEqualTo(expected.parameters());
    assertThat(actual.updater()).isEqualTo(expected.updater());
    assertThat(actual.iterations()).isEqualTo(expected.iterations());
  }

  @ParameterizedTest
  @MethodSource("files")
  void theConfigurationIsWhatTheCodeBuildsToday(Path version, GoldenNet golden) throws IOException {
    Model net = GoldenFiles.model(version, golden);
    Model today = golden.untrained();
    setIterations(today, GoldenFiles.expectation(version, golden).iterations());
    Model doped = golden == GoldenNet.COMPACT ? Compactor.expand((MultiLayerNetwork) net) : net;
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(configuration(doped))).isEqualTo(json.readTree(configuration(today)));
  }

  private static void setIterations(Model net, int iterations) {
    if (net instanceof ComputationGraph graph) {
      graph.getConfiguration().setIterationCount(iterations);
    } else {
      ((MultiLayerNetwork) net).setIterationCount(iterations);
    }
  }

  private static String configuration(Model net) {
    return net instanceof ComputationGraph graph
        ? graph.getConfiguration().toJson()
        : ((MultiLayerNetwork) net).getLayerWiseConfigurations().toJson();
  }

  @ParameterizedTest
  @MethodSource("files")
  void trainingGoesOn(Path version, GoldenNet golden) throws IOException {
    Model net = GoldenFiles.model(version, golden);
    INDArray before = net.params().dup();
    int end = GoldenNet.END + 5;
    GoldenData.trained(net, golden.iterations(), end, golden.classifies());
    assertThat(BaseOptimizer.getIterationCount(net)).isEqualTo(end);
    assertThat(net.params()).isNotEqualTo(before);
    assertThat(net.params().sumNumber().doubleValue()).isFinite();
    for (DopedLayer layer : DopedLayer.in(net)) {
      for (MatrixPlan matrix : layer.conf().plan().matrices()) {
        assertThat(nonZeros(layer.doping(matrix))).isEqualTo(matrix.nonZeros());
      }
    }
  }

  private static long nonZeros(INDArray values) {
    return Arrays.stream(values.dup().data().asDouble()).filter(value -> value != 0).count();
  }

  @ParameterizedTest
  @MethodSource("deployed")
  void compactModelsComputeWhatTheirNetworksDid(Path version, GoldenNet golden) throws IOException {
    Expectation expected = GoldenFiles.expectation(version, golden);
    CompactModel model = CompactModel.load(GoldenFiles.deployed(version, golden));
    INDArray input = array(expected.input());
    float[] output =
        model.newSession((int) input.size(0)).run(Numbers.of(input.permute(2, 0, 1)).values());
    INDArray sequence = array(expected.output());
    INDArray timeMajor = sequence.rank() == 3 ? sequence.permute(2, 0, 1) : sequence;
    assertThat(output).containsExactly(Numbers.of(timeMajor).values(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("deployed")
  void compactModelsKnowWhereTheyComeFrom(Path version, GoldenNet golden) throws IOException {
    Provenance provenance = CompactModel.load(GoldenFiles.deployed(version, golden)).provenance();
    assertThat(provenance.libraryVersion()).startsWith(version.getFileName().toString());
    assertThat(provenance.iteration()).isEqualTo(golden.iterations());
    assertThat(provenance.matrices()).isNotEmpty();
    assertThat(provenance.matrices().get(0).plannedDensity()).isCloseTo(0.2, within(0.01));
  }
}
