package io.github.dl4jdoping.examples.bench;

import static io.github.dl4jdoping.examples.bench.KernelChoice.SCALAR;
import static io.github.dl4jdoping.examples.bench.KernelChoice.VECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final JavaHome NEW = new JavaHome(Path.of("new"), 25);
  private static final JavaHome OLD = new JavaHome(Path.of("old"), 17);

  private static final List<Environment> ALL =
      Environment.named(
          List.of(
              new Environment.Choice(NEW, VECTOR),
              new Environment.Choice(NEW, SCALAR),
              new Environment.Choice(OLD, VECTOR),
              new Environment.Choice(OLD, SCALAR)));

  @Test
  void onlyTheFirstJavaWithVectorKernelsHasPlainNames() {
    assertThat(ALL)
        .extracting(Environment::suffix)
        .containsExactly("", "-scalar", "-jdk17", "-jdk17-scalar");
  }

  @Test
  void oneCommandLineForEachJavaAndKernels() {
    Job job = new Job(new Shape(650, 1, 20), SupportKind.ANY, List.of(10, 25), true);
    assertThat(ForkProcess.arguments(ALL.get(0), job, 0.5))
        .startsWith("--enable-native-access=ALL-UNNAMED")
        .contains("--add-modules=jdk.incubator.vector", "-Ddl4jdoping.kernels=vector")
        .endsWith(
            "--units=650",
            "--layers=1",
            "--batch=20",
            "--support=any",
            "--factors=10,25",
            "--sequences=true",
            "--seconds=0.5");
    assertThat(ForkProcess.arguments(ALL.get(3), job, 0.5))
        .startsWith("-Ddl4jdoping.kernels=scalar")
        .doesNotContain("--add-modules=jdk.incubator.vector");
  }

  @Test
  void asksAJavaForItsVersion() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    JavaHome java = new JavaHome(home, Runtime.version().feature());
    assertThat(Environment.Choice.of(home.toString()))
        .isEqualTo(new Environment.Choice(java, VECTOR));
    assertThat(Environment.Choice.of(home + "@scalar"))
        .isEqualTo(new Environment.Choice(java, SCALAR));
  }

  @Test
  void refusesWhatIsTooOldOrNoJava() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JavaHome(Path.of("old"), 11))
        .withMessageContaining("old is Java 11; Java 17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environment.Choice.of("home@fast"))
        .withMessageContaining("vector or scalar; got fast");
    assertThatIOException().isThrownBy(() -> JavaHome.of(Path.of("nowhere")));
  }
}
