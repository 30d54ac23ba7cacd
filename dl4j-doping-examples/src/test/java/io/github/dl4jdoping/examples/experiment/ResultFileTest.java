package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  @TempDir Path folder;
  private Path path;
  private ResultFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("results.csv");
    file = new ResultFile(path);
  }

  @Test
  void laterLinesMayHaveFurtherColumns() throws IOException {
    file.add(row("a", "1", "b", "with, comma"));
    file.add(row("b", "say \"hi\"\nthere", "c", "3", "a", "2"));

    assertThat(Files.readAllLines(path)).startsWith("a,b,c", "1,\"with, comma\",");
    assertThat(file.rows())
        .containsExactly(
            Map.of("a", "1", "b", "with, comma", "c", ""),
            Map.of("a", "2", "b", "say \"hi\"\nthere", "c", "3"));
  }

  @Test
  void linesOfOtherLengthsAreRefused() throws IOException {
    Files.writeString(path, "experiment,seed,test\nx,1,0.5\nx,2,none,0.5\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(file::rows)
        .withMessageContainingAll(path.toString(), "line 3", "4 values", "3 columns");
  }

  @Test
  void settingsThatDidNotExistThenAreNoDifference() throws IOException {
    FakeTask task = new FakeTask();
    file.add(row("experiment", "x", "seed", "1", "status", "ok", "steps", "4"));

    assertThat(file.find(new PlannedRun("x", task, task.complete(Map.of()), 1))).isPresent();
    assertThat(file.find(new PlannedRun("x", task, task.complete(Map.of()), 2))).isEmpty();
  }

  @Test
  void noLineIsLostWhenSeveralAddAtOnce()
      throws IOException, ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> added =
          IntStream.range(0, 40).<Future<?>>mapToObj(i -> threads.submit(() -> add(i))).toList();
      for (Future<?> one : added) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(file.rows()).extracting(r -> r.get("n")).doesNotHaveDuplicates().hasSize(40);
  }

  private Void add(int number) throws IOException {
    new ResultFile(path).add(row("n", Integer.toString(number)));
    return null;
  }

  @Test
  void otherProgramsWaitForTheLock() throws IOException, InterruptedException {
    ProcessBuilder other =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LineAdder.class.getName(),
            path.toString());
    Process first = other.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Process second = other.start();

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(file.rows()).hasSize(2 * LineAdder.LINES);
  }

  private static Map<String, String> row(String... namesAndValues) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }
}
