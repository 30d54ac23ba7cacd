package io.github.dl4jdoping.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProviderTest {

  /** Prints which kernels a JVM chooses. */
  static final class Choice {
    public static void main(String[] arguments) {
      KernelProvider.kernels();
      System.out.println("kernels: " + KernelProvider.kernels().description());
    }
  }

  @Test
  void withTheModuleThereAreVectorKernelsAndNothingToSay() throws Exception {
    String output = run("--add-modules", "jdk.incubator.vector");
    assertThat(output).contains("kernels: vector, ").doesNotContain("Scalar");
  }

  @Test
  void withoutTheModuleOneLineSaysWhichFlagAddsIt() throws Exception {
    String output = run();
    assertThat(output).contains("kernels: scalar");
    assertThat(output.split("--add-modules jdk.incubator.vector", -1)).hasSize(2);
  }

  @Test
  void scalarKernelsCanBeForced() throws Exception {
    String output = run("--add-modules", "jdk.incubator.vector", "-Ddl4jdoping.kernels=scalar");
    assertThat(output).contains("kernels: scalar").doesNotContain("faster");
  }

  @Test
  void forcedVectorKernelsThatCannotRunAreAnError() throws Exception {
    assertThat(run("-Ddl4jdoping.kernels=vector"))
        .contains("Vector kernels were asked for. Add --add-modules jdk.incubator.vector")
        .doesNotContain("kernels: ");
  }

  @Test
  void otherNamesAreAnError() {
    assertThatThrownBy(() -> KernelProvider.named("gpu"))
        .hasMessageContaining("\"scalar\" or \"vector\"; got \"gpu\"");
  }

  private static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", "target/classes" + java.io.File.pathSeparator + "target/test-classes"));
    command.add(Choice.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
