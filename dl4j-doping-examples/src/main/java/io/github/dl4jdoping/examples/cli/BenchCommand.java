package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.examples.report.Table;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times the steps of a deployed model. */
@Command(
    name = "bench",
    description = "Times a compact model's steps on random input, in one thread of this JVM.")
final class BenchCommand implements Callable<Integer> {

  private static final long SEED = 1;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file written by the command compact.")
  private Path file;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "1",
      paramLabel = "<streams>",
      description = {
        "Streams in lockstep, besides one alone; several numbers are separated by commas."
      })
  private List<Integer> batches;

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      paramLabel = "<seconds>",
      description = "Seconds before timing starts. Default: ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--time",
      defaultValue = "2",
      paramLabel = "<seconds>",
      description = "Seconds of timing. Default: ${DEFAULT-VALUE}.")
  private double time;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    CompactModel model = InputFile.model(file);
    if (!model.streams()) {
      throw new IllegalStateException(
          file
              + " has a bidirectional layer, which needs whole sequences: it has no single steps.");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Kernels: " + KernelProvider.kernels().description());
    out.println("Java: " + System.getProperty("java.version"));
    out.printf("A step of one stream reads at least %d bytes.%n", model.size().stepBytes());
    out.println();
    out.println(table(model).toText());
    return 0;
  }

  private void checkOptions() {
    if (batches.stream().anyMatch(batch -> batch < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--batch is at least 1; got " + batches + ".");
    }
    if (!(warmUp >= 0 && time > 0)) {
      throw new ParameterException(
          spec.commandLine(),
          "--warm-up is not negative and --time is positive; got " + warmUp + ", " + time + ".");
    }
  }

  private Table table(CompactModel model) {
    Table table =
        new Table("batch", "median us", "99th percentile us", "us a stream", "GB/s", "steps");
    IntStream.concat(IntStream.of(1), batches.stream().mapToInt(Integer::intValue))
        .distinct()
        .forEach(batch -> table.row(row(model, batch)));
    return table;
  }

  private String[] row(CompactModel model, int batch) {
    StepTimes times =
        StepTimes.of(new RandomStream(model, batch, SEED), nanos(warmUp), nanos(time));
    double median = times.micros(0.5);
    return new String[] {
      Integer.toString(batch),
      number(median),
      number(times.micros(0.99)),
      number(median / batch),
      number(model.size().stepBytes() / median / 1e3),
      Integer.toString(times.count())
    };
  }

  private static long nanos(double seconds) {
    return (long) (seconds * Duration.ofSeconds(1).toNanos());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
