package io.github.dl4jdoping.examples.trainbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.training.DopingReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainingForkTest {

  private static String run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new TrainingFork()).execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "30, 0", "30, 4"})
  void everyContenderIsTimed(int words, int sampledWords) {
    String contenders =
        String.join(",", Arrays.stream(Contender.values()).map(Enum::name).toList());
    String output =
        run(
            "--units=8",
            "--words=" + words,
            "--sampled-words=" + sampledWords,
            "--contenders=" + contenders,
            "--seconds=0.01");

    for (Contender contender : Contender.values()) {
      assertThat(output).containsPattern("FIGURE " + contender + " [1-9][0-9.]+");
    }
    assertThat(output).contains("FIGURE sgemm ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DENSE", "FROZEN"})
  void aProfileNamesMethods(String contender) {
    String output =
        run("--units=64", "--words=0", "--contenders=" + contender, "--seconds=1", "--profile");

    assertThat(output).containsPattern("PROFILE +[0-9.]+ % \\w+\\.\\w+").doesNotContain("FIGURE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DENSE_S", "ANNEALING", "FROZEN"})
  void phasesHaveTheirDensity(String name) {
    Contender contender = Contender.valueOf(name);
    Workload workload = new Workload(32, 0, 0);
    MultiLayerNetwork network = workload.network(contender);
    for (int iteration : new int[] {Contender.EVERY - 1, 0}) {
      network
          .getLayerWiseConfigurations()
          .setIterationCount(contender.firstIteration() + iteration);
      network.fit(workload.data());
    }
    double density = DopingReport.of(network).matrices().get(0).density();

    switch (contender) {
      case DENSE_S -> assertThat(density).isEqualTo(1);
      case ANNEALING -> assertThat(density).isBetween(0.1, 0.9);
      default -> assertThat(density).isBetween(0.03, 0.05);
    }
  }
}
