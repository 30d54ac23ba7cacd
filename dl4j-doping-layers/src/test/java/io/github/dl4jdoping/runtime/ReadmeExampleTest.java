package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's program for a deployed model, as it is printed there. */
class ReadmeExampleTest {

  private static final String START = "```java\nimport io.github.dl4jdoping.runtime.CompactModel;";

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}, vector module: {1}")
  @CsvSource({"17, false", "17, true", "25, false", "25, true"})
  void itRunsWithTheLibraryAlone(int version, boolean vectorModule) throws Exception {
    Optional<Path> java = InstalledJdk.java(version);
    assumeTrue(
        java.isPresent(), "no JDK " + version + " here; JAVA_HOME_" + version + " names one");
    Path program = Files.writeString(folder.resolve("Deployed.java"), program());
    Path model = folder.resolve("net.bin");
    CompactModel saved = model();
    saved.save(model);
    List<String> command = new ArrayList<>(List.of(java.get().toString()));
    if (vectorModule) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", "target/classes", program.toString(), model.toString()));
    String output = run(command);
    float[] expected = new float[saved.outputs()];
    saved.newSession().step(new float[saved.inputs()], expected);
    assertThat(Float.parseFloat(output.lines().findFirst().orElseThrow())).isEqualTo(expected[0]);
    assertThat(output).contains(saved.size().toString().lines().findFirst().orElseThrow());
  }

  private static CompactModel model() {
    RandomWeights weights = new RandomWeights(1);
    return CompactModel.of(
        List.of(weights.lstm(20, 33, Family.KRONECKER, 0.1)), Provenance.none("test"));
  }

  private static String program() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf(START);
    assertThat(start).isNotNegative();
    int first = readme.indexOf('\n', start) + 1;
    return readme.substring(first, readme.indexOf("```", first));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }
}
