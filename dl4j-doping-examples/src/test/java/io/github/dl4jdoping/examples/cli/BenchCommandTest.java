package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.runtime.ActivationFunction;
import io.github.dl4jdoping.runtime.CompactEmbedding;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

  @TempDir Path folder;
  private final Console console = new Console();

  private Path file() {
    return folder.resolve("net.bin");
  }

  @Test
  void printsKernelsBytesAndTheTimesOfEachBatch() throws IOException {
    CompactModel model =
        CompactExporter.export(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED));
    model.save(file());
    int code = console.run("bench", file(), "--batch", "3", "--warm-up", "0.01", "--time", "0.05");
    assertThat(code).as(console.err()).isZero();
    assertThat(console.out())
        .contains("Kernels: " + KernelProvider.kernels().description())
        .contains("reads at least " + model.size().stepBytes() + " bytes");
    assertRow(console.row("1 "), 1, model.size().stepBytes());
    assertRow(console.row("3 "), 3, model.size().stepBytes());
  }

  private static void assertRow(String[] row, int batch, long bytes) {
    double median = Double.parseDouble(row[1]);
    assertThat(median).isPositive();
    assertThat(Double.parseDouble(row[2])).isGreaterThanOrEqualTo(median);
    assertThat(Double.parseDouble(row[3])).isCloseTo(median / batch, offset(0.01));
    assertThat(Double.parseDouble(row[4])).isCloseTo(bytes / median / 1e3, offset(0.3));
    assertThat(Integer.parseInt(row[5])).isGreaterThan(1);
  }

  @Test
  void aModelWithoutStepsIsAnError() throws IOException {
    CompactExporter.export(Nets.network(Nets.bidirectional())).save(file());
    assertThat(console.run("bench", file())).isEqualTo(1);
    assertThat(console.err()).contains("bidirectional");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch=0", "--batch=2,-1", "--time=0", "--warm-up=-1", "--time=NaN"})
  void wrongOptions(String option) {
    assertThat(console.run("bench", file(), option)).isEqualTo(2);
    assertThat(console.err()).contains(option.substring(0, option.indexOf('=')), "--help");
  }

  @Test
  void indicesOfAnEmbeddingAreWithinItsVocabulary() {
    float[] weights = {1, 2, 3};
    CompactEmbedding embedding =
        new CompactEmbedding(3, 1, weights, new float[0], ActivationFunction.IDENTITY);
    RandomStream stream =
        new RandomStream(CompactModel.of(List.of(embedding), Provenance.none("1")), 2, 7);
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < 64; i++) {
      stream.run();
      seen.add(stream.outputs()[1]);
    }
    assertThat(seen).containsExactlyInAnyOrder(1f, 2f, 3f);
  }

  @Test
  void quantilesAreTimesThatSuchAShareDoesNotExceed() {
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = 1000L * (nanos.length - i);
    }
    StepTimes times = new StepTimes(nanos);
    assertThat(times.micros(0.5)).isEqualTo(100);
    assertThat(times.micros(0.99)).isEqualTo(198);
    assertThat(times.micros(1)).isEqualTo(200);
    assertThat(new StepTimes(7000).micros(0.5)).isEqualTo(7);
  }

  @Test
  void whatWarmsUpIsNotCounted() {
    int[] steps = {0};
    StepTimes times = StepTimes.of(() -> steps[0]++, 2_000_000, 1);
    assertThat(times.count()).isPositive().isLessThan(steps[0]);
  }
}
