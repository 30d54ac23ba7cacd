package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.common.Versions;
import io.github.dl4jdoping.examples.report.HtmlPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The quickstart as a command. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Trains the same small language model four times - with a dense LSTM, with Kronecker products"
          + " in place of its weight matrices (one, and a sum of as many as the budget allows), and"
          + " with one doped Kronecker product - and compares them on a task that needs memory.",
      "Ends with a table and an HTML report."
    })
public final class Quickstart implements Callable<Integer> {

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the data and of the networks.")
  private long seed;

  @Option(
      names = "--factor",
      paramLabel = "F",
      defaultValue = "35",
      description = "How many times fewer LSTM weights the compressed variants may have.")
  private double factor;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "128",
      description = "Units of the LSTM layer.")
  private int units;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "900",
      description = "Training steps for each variant.")
  private int iterations;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "dl4j-doping-report.html",
      description = "Where to write the HTML report.")
  private Path out;

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public Quickstart() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // Otherwise JavaCPP asks the operating system for the memory in use at every allocation.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.exit(new CommandLine(new Quickstart()).execute(args));
  }

  /**
   * Trains, prints the table and writes the report.
   *
   * @return exit code 0
   * @throws IOException if the report cannot be written
   */
  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    Settings settings = settings();
    List<Variant> variants = variants(settings);
    requireWritable();
    NativeThreads.use(1);
    Training training = new Training(settings);
    console.printf("Training %d variants, %d iterations each.%n", variants.size(), iterations);
    List<Result> results = new ArrayList<>();
    for (Variant variant : variants) {
      results.add(train(training, variant, console));
    }
    QuickstartReport report = new QuickstartReport(settings, results);
    HtmlPage page = report.page();
    page.write(out);
    console.println();
    console.println(report.table().toText());
    console.println();
    console.println(report.summary());
    console.println("Report: " + out.toAbsolutePath().normalize().toUri());
    return 0;
  }

  private Result train(Training training, Variant variant, PrintWriter console) {
    Result result;
    try (Progress progress = Progress.start(variant.name(), iterations, 0, console::println)) {
      result = training.run(variant, progress);
    }
    console.println(result);
    return result;
  }

  private Settings settings() {
    try {
      return new Settings(seed, factor, units, iterations);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private List<Variant> variants(Settings settings) {
    try {
      return Variant.all(settings);
    } catch (DL4JInvalidConfigException | IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  /** Before minutes of training, not after. */
  private void requireWritable() throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(out)) {
      throw new ParameterException(
          spec.commandLine(), "--out needs the name of a file; " + out + " is a folder.");
    }
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new ParameterException(
          spec.commandLine(), "--out: the folder " + folder + " is not writable.");
    }
  }

  private ParameterException invalid(RuntimeException cause) {
    return new ParameterException(spec.commandLine(), cause.getMessage(), cause);
  }
}
