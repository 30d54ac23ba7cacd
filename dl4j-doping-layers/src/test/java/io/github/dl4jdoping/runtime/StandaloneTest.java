package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model runs in a fresh JVM with nothing but the library's classes on the class path. */
class StandaloneTest {

  @TempDir Path folder;

  private Path model;
  private float[] expected;

  @BeforeEach
  void saveAModel() throws IOException {
    RandomWeights weights = new RandomWeights(1);
    CompactModel original =
        CompactModel.of(
            List.of(
                weights.embedding(3, 20),
                weights.lstm(20, 33, Family.KRONECKER, 0.1),
                weights.lstm(33, 24, Family.HYBRID, 0.1),
                weights.lstm(24, 16, Family.LOW_RANK, 0.1),
                weights.dense(16, 5, ActivationFunction.SOFTMAX)),
            Provenance.none("test"));
    model = folder.resolve("model.doped");
    original.save(model);
    expected = Standalone.outputs(original);
  }

  @ParameterizedTest(name = "JDK {0}, vector module: {1}")
  @CsvSource({"17, false", "17, true", "25, false", "25, true"})
  void theLibraryAloneRunsAModel(int version, boolean vectorModule) throws Exception {
    Optional<Path> java = InstalledJdk.java(version);
    assumeTrue(
        java.isPresent(), "no JDK " + version + " here; JAVA_HOME_" + version + " names one");

    List<String> command = new ArrayList<>(List.of(java.get().toString(), "-Xmx64m"));
    if (vectorModule) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", classPath(), Standalone.class.getName(), model.toString()));
    List<String> lines = run(command);
    assertThat(lines).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.parseFloat(lines.get(i))).isCloseTo(expected[i], within(1e-5f));
    }
  }

  private String classPath() throws IOException, URISyntaxException {
    Path library =
        Path.of(CompactModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path program = folder.resolve("program");
    String name = Standalone.class.getName().replace('.', '/') + ".class";
    Path target = program.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = Standalone.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, target);
    }
    return library + System.getProperty("path.separator") + program;
  }

  private List<String> run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readAllLines(output);
  }
}
