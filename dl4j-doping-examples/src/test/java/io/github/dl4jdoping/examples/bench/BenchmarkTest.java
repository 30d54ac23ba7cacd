package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarkTest {

  private static BenchmarkOptions options(String... args) {
    BenchmarkOptions options = new BenchmarkOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return options;
  }

  @Test
  void measuresEverySizeByDefault() throws IOException {
    BenchmarkOptions options = options();
    assertThat(options.jobs()).hasSize(4 * 2 * 2 * 2);
    assertThat(options.jobs().get(0).name(10)).isEqualTo("n200-10x-balanced-b1");
    assertThat(options.jobs().get(31).name(25)).isEqualTo("n2048x2-25x-any-b20");
    assertThat(options.environments()).extracting(Environment::suffix).containsExactly("");
    assertThat(options.forks()).isEqualTo(3);
  }

  @Test
  void quickChangesTheDefaultsAndNothingElse() {
    BenchmarkOptions options = options("--quick", "--factors", "20", "--supports", "any");
    assertThat(options.jobs())
        .extracting(job -> job.name(job.factors().get(0)))
        .containsExactly("n650-20x-any-b1", "n1500-20x-any-b1");
    assertThat(options.seconds()).isEqualTo(0.5);
  }

  @Test
  void sequencesAreMeasuredOncePerShape() {
    assertThat(options("--units=650", "--layers=1").jobs())
        .filteredOn(Job::sequences)
        .extracting(job -> job.name(20))
        .containsExactly("n650-20x-balanced-b20");
  }

  @Test
  void theOptionsOfAForkGiveTheJobBack() {
    Job job = new Job(new Shape(200, 2, 20), SupportKind.BALANCED, List.of(10, 25), true);
    ForkOptions options = new ForkOptions();
    String[] arguments = job.arguments().toArray(String[]::new);
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedArgumentsAllowed(false)
        .parseArgs(join(arguments, "--seconds=1"));
    assertThat(options.job()).isEqualTo(job);
  }

  private static String[] join(String[] arguments, String last) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  @Test
  void saysHowToGetThePeersThatAreMissing() {
    StringWriter err = new StringWriter();
    int status = Benchmark.commandLine().setErr(new PrintWriter(err, true)).execute("--quick");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("only [dl4j]", "profile 'bench'", "docs/benchmarks.md");
  }
}
