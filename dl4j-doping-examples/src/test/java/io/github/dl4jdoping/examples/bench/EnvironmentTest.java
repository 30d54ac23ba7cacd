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

  @Test
  void onlyTheFirstJavaWithVectorKernelsHasPlainNames() {
    assertThat(Environment.all(List.of(NEW, OLD), List.of(VECTOR, SCALAR)))
        .extracting(Environment::suffix)
        .containsExactly("", "-scalar", "-jdk17", "-jdk17-scalar");
  }

  @Test
  void oneCommandLineForEachJavaAndKernels() {
    Job job = new Job(new Shape(650, 1, 20), SupportKind.ANY, List.of(10, 25));
    List<Environment> all = Environment.all(List.of(NEW, OLD), List.of(VECTOR, SCALAR));
    assertThat(ForkProcess.arguments(all.get(0), job, 0.5))
        .startsWith("--enable-native-access=ALL-UNNAMED")
        .contains("--add-modules=jdk.incubator.vector", "-Ddl4jdoping.kernels=vector")
        .endsWith(
            "--units=650",
            "--layers=1",
            "--batch=20",
            "--support=any",
            "--factors=10,25",
            "--seconds=0.5");
    assertThat(ForkProcess.arguments(all.get(3), job, 0.5))
        .startsWith("-Ddl4jdoping.kernels=scalar")
        .doesNotContain("--add-modules=jdk.incubator.vector");
  }

  @Test
  void asksAJavaForItsVersion() throws IOException {
    assertThat(JavaHome.of(Path.of(System.getProperty("java.home")))).isEqualTo(JavaHome.current());
  }

  @Test
  void refusesWhatIsTooOldOrNoJava() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JavaHome(Path.of("old"), 11))
        .withMessageContaining("old is Java 11; Java 17");
    assertThatIOException().isThrownBy(() -> JavaHome.of(Path.of("nowhere")));
  }
}
