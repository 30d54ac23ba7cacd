package io.github.dl4jdoping.examples.trainbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What forks print becomes ratios of medians, at the best number of threads of each contender. */
class TrainingReportTest {

  private static final Workload WORKLOAD = new Workload(200, 0, 0);

  private final TrainingResults results = new TrainingResults();

  private void add(int threads, Contender contender, double... tokensPerSecond) {
    for (double value : tokensPerSecond) {
      results.add(new TrainingJob(WORKLOAD, threads), "FIGURE " + contender + " " + value);
    }
  }

  private List<String> report() {
    for (int threads : new int[] {1, 2}) {
      TrainingJob job = new TrainingJob(WORKLOAD, threads);
      results.add(job, "FACT Java 17");
      results.add(job, "a line of somebody else");
      results.add(job, "FIGURE sgemm " + 100 * threads);
      for (Contender contender : Contender.values()) {
        add(threads, contender, 1000, 1000, 1000);
      }
    }
    return new TrainingReport(results).lines();
  }

  @Test
  void ratiosAreOfMediansAtTheBestNumberOfThreads() {
    // With the three of everybody, medians are 2000, 8000 and 12000.
    add(2, Contender.STOCK, 9000, 2000, 2000, 2000, 2000);
    add(1, Contender.DENSE, 500, 8000, 8000, 8000, 9000, 9000);
    add(1, Contender.FROZEN, 12_000, 12_000, 12_000, 12_000);

    List<String> lines = report();

    assertThat(lines.get(0)).isEqualTo("Java 17");
    assertThat(lines)
        .contains("RATIO 2x200 dense stock 4.00", "RATIO 2x200 frozen stock 6.00")
        .contains("RATIO 2x200 frozen dense 1.50", "RATIO 2x200 annealing dense 0.13")
        .noneMatch(line -> line.startsWith("RATIO 2x200 stock"));
    assertThat(lines.get(lines.size() - 1)).startsWith("RATIO ");
    assertThat(results.threads(WORKLOAD, Contender.STOCK)).isEqualTo(2);
    assertThat(results.threads(WORKLOAD, Contender.DENSE)).isEqualTo(1);
  }

  @Test
  void theShareOfTheLimitIsThatOfTheDenseProducts() {
    add(1, Contender.DENSE, 7000, 7000, 7000, 7000);

    // 700 tokens of 3 x 2 products with 2 x 320,000 weights: 2.688e9 in 0.1 s, of 200e9 a second,
    // which
    // is what two threads can do.
    assertThat(report()).anyMatch(line -> line.contains("dense ") && line.contains("13 %"));
    assertThat(WORKLOAD.flops(Contender.DENSE)).isEqualTo(2.688e9);
  }

  @Test
  void aSampleOfWordsSavesOperationsForAllButStock() {
    Workload sampled = new Workload(200, 10_000, 1000);

    assertThat(sampled.flops(Contender.DENSE)).isEqualTo(3.528e9);
    assertThat(sampled.flops(Contender.STOCK))
        .isEqualTo(new Workload(200, 10_000, 0).flops(Contender.DENSE))
        .isEqualTo(11.088e9);
  }
}
