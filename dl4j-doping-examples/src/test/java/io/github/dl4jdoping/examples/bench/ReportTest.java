package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Environment PLAIN =
      new Environment(new JavaHome(Path.of("java"), 25), KernelChoice.VECTOR, "");

  private final Results results = new Results();

  private void add(Job job, Map<String, Double> times) {
    ForkOutput fork = new ForkOutput();
    times.forEach((name, micros) -> fork.read(ForkOutput.time(name, micros)));
    fork.read(ForkOutput.size("25x", new ModelSize(24.94, 17.25, 21.08, 200_000, 20_000)));
    fork.read(ForkOutput.fact("A machine, 2 cores"));
    fork.read(ForkOutput.core(0.9));
    fork.read("Something that a library prints");
    results.add(new Results.Key(PLAIN, job), fork);
  }

  @Test
  void endsWithRatiosOfMediansOverForks() {
    Job job = new Job(new Shape(1500, 2, 1), SupportKind.BALANCED, List.of(25), false);
    add(job, Map.of("dl4j", 4000.0, "ort-fp32", 500.0, "ort-int8", 90.0, "25x", 40.0));
    add(job, Map.of("dl4j", 9000.0, "ort-fp32", 300.0, "ort-int8", 95.0, "25x", 20.0));
    add(job, Map.of("dl4j", 5000.0, "ort-fp32", 490.0, "ort-int8", 40.0, "25x", 10.0));
    List<String> lines = new Report(results).lines();
    assertThat(lines)
        .endsWith(
            "RATIO n1500x2-25x-balanced-b1 dl4j 250.0",
            "RATIO n1500x2-25x-balanced-b1 ort-fp32 24.5",
            "RATIO n1500x2-25x-balanced-b1 ort-int8 4.50");
    assertThat(lines).containsOnlyOnce("A machine, 2 cores");
    assertThat(lines)
        .contains(
            "Every fork had at least 90 % of a core",
            "Other programs were in the way: do not rely on these figures.");
    assertThat(String.join("\n", lines)).contains("24.9x", "17.3x", "21.1x", "200", "50 %");
  }

  @Test
  void sequencesOfABatchHaveATableOfTheirOwn() {
    Job job = new Job(new Shape(650, 1, 20), SupportKind.ANY, List.of(25), true);
    add(
        job,
        Map.of(
            "dl4j",
            4.0,
            "ort-fp32",
            3.0,
            "ort-int8",
            2.0,
            "25x",
            1.0,
            "dl4j-t35",
            3456.0,
            "ort-fp32-t35",
            1320.0,
            "ort-int8-t35",
            404.0));
    assertThat(String.join("\n", new Report(results).lines()))
        .containsPattern("n650-b20 +3456 +1320 +404")
        .contains("RATIO n650-25x-any-b20 dl4j 4.00");
  }
}
