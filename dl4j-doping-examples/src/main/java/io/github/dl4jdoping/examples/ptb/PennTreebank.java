package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.common.CsvFile;
import io.github.dl4jdoping.examples.common.NativeThreads;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.examples.tasks.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line program: trains one language model and reports its perplexity. */
@Command(
    name = "PennTreebank",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a word language model on the Penn Treebank in the set-up of Zaremba et al.,"
          + " \"Recurrent Neural Network Regularization\" (arXiv 1409.2329): batches of 20"
          + " sequences, unrolled for 35 steps, the state carried across batches, <eos> counted,"
          + " plain SGD. Every variant, dense included, runs on this library's LSTM engine."
    })
public final class PennTreebank implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(PennTreebank.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      description = {
        "Folder with Mikolov's ptb.train.txt, ptb.valid.txt and ptb.test.txt, plain or .gz."
      })
  private Path data;

  @Mixin private RunOptions options;

  @Option(
      names = "--out",
      defaultValue = "runs/ptb",
      description = {
        "Folder for checkpoint.zip, train.log and, unless --csv says otherwise, results.csv."
            + " Default: ${DEFAULT-VALUE}."
      })
  private Path out;

  @Option(
      names = "--csv",
      description = "File that the result is appended to. Default: results.csv in --out.")
  private Path csv;

  @Option(names = "--resume", description = "Continue from the checkpoint in --out.")
  private boolean resume;

  @Option(
      names = "--checkpoint-minutes",
      defaultValue = "10",
      description = {
        "Write a checkpoint this often, besides the one after each epoch. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double checkpointMinutes;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = {
        "Threads of the native operations. More than one rarely helps at these sizes, and changes"
            + " the last digits. Default: ${DEFAULT-VALUE}."
      })
  private int threads;

  private long lastCheckpoint;

  /** A command for picocli to fill in. */
  public PennTreebank() {}

  /**
   * Runs the program and exits: 0 if it went well, 1 if the run failed, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new PennTreebank())
        .setParameterExceptionHandler(PennTreebank::explain)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              LOG.debug("Failed", exception);
              command.getErr().println(command.getColorScheme().errorText(message(exception)));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  private static int explain(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
    command.getErr().println("Options are listed by --help.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String message(Exception exception) {
    return exception.getMessage() == null ? exception.toString() : exception.getMessage();
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    requireFreshFolder();
    NativeThreads.use(threads);
    Corpus corpus =
        CorpusReader.read(
            data, warning -> spec.commandLine().getErr().println("Warning: " + warning));
    if (settings.limit() > 0) {
      corpus = corpus.limit(settings.limit());
    }
    Files.createDirectories(out);
    try (RunLog log = new RunLog(spec.commandLine().getOut(), out.resolve("train.log"))) {
      log.line("Settings " + settings.asMap());
      Training training =
          resume
              ? Training.resume(checkpointFile(), settings, corpus)
              : Training.start(settings, corpus, out);
      train(training, log);
      report(training, settings, log);
    }
    return 0;
  }

  private Settings settings() {
    try {
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Path checkpointFile() {
    return out.resolve("checkpoint.zip");
  }

  private void requireFreshFolder() {
    boolean found = Files.exists(checkpointFile());
    if (resume && !found) {
      throw new ParameterException(
          spec.commandLine(),
          "There is nothing to resume: "
              + checkpointFile()
              + " does not exist. Leave out --resume.");
    }
    if (!resume && found) {
      throw new ParameterException(
          spec.commandLine(),
          checkpointFile()
              + " is there already, from another run. Continue that one with --resume, or name"
              + " another --out.");
    }
  }

  private void train(Training training, RunLog log) throws IOException {
    lastCheckpoint = System.nanoTime();
    while (!training.finished()) {
      trainEpoch(training, log);
      training.checkpoint(checkpointFile());
    }
  }

  private void trainEpoch(Training training, RunLog log) throws IOException {
    int epoch = training.epoch() + 1;
    double rate = training.learningRate();
    Speed speed = new Speed(training);
    try (Progress progress =
        Progress.start("Epoch " + epoch, training.segments(), training.segment(), log::line)) {
      training.trainEpoch(
          done -> {
            speed.measure(done);
            progress.step(
                () ->
                    String.format(
                        Locale.ROOT,
                        "train perplexity %.1f, %.0f tokens/s",
                        done.trainPerplexity(),
                        speed.tokensPerSecond()));
            checkpointIfDue(done);
          });
    }
    Compression size = Compression.of(training.network());
    log.line(
        String.format(
            Locale.ROOT,
            "epoch %d  lr %.4f  train %.2f  valid %.2f  density %.4f  structure energy %.3f"
                + "  %.0f tokens/s  %.0f s",
            epoch,
            rate,
            training.trainCurve().get(epoch - 1),
            training.validCurve().get(epoch - 1),
            size.density(),
            size.structureEnergy(),
            speed.tokensPerSecond(),
            training.seconds()));
  }

  private void checkpointIfDue(Training training) throws IOException {
    double nanos = checkpointMinutes * Duration.ofMinutes(1).toNanos();
    if (System.nanoTime() - lastCheckpoint >= nanos) {
      training.checkpoint(checkpointFile());
      lastCheckpoint = System.nanoTime();
    }
  }

  private void report(Training training, Settings settings, RunLog log) throws IOException {
    Map<String, String> result = Result.of(training, settings);
    CsvFile.append(csv == null ? out.resolve("results.csv") : csv, result);
    log.line("RESULT " + result);
  }
}
