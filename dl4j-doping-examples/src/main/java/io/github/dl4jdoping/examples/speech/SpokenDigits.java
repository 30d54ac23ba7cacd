package io.github.dl4jdoping.examples.speech;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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

/** The command line program: trains on spoken digits, deploys, and listens to several streams. */
@Command(
    name = "SpokenDigits",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Recognises spoken digits of the Free Spoken Digit Dataset while they are being spoken: log-mel"
          + " frames every 10 ms, an LSTM over frames, a decision after each. Trains DL4J's LSTM and"
          + " doped ones, exports them as compact models, and plays the held out recordings to"
          + " several streams at once that share one model.",
      "Ends with two tables, a line of CSV for each network and a picture."
    })
public final class SpokenDigits implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SpokenDigits.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = {
        "Folder with fsdd_recordings.tar.gz, or a checkout of the data set with its folder"
            + " recordings."
      })
  private Path data;

  @Mixin private RunOptions options;

  @Option(
      names = "--out",
      defaultValue = "runs/speech",
      paramLabel = "FOLDER",
      description = "Folder for models, results.csv and speech.png. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** A command for picocli to fill in. */
  public SpokenDigits() {}

  /**
   * Runs the program and exits: 0 if it went well, 1 if the run failed, 2 for wrong options.
   *
   * @param args options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // Otherwise JavaCPP asks the operating system for the memory in use at every allocation.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new SpokenDigits())
        .setParameterExceptionHandler(SpokenDigits::explain)
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
    checkOptions();
    PrintWriter console = spec.commandLine().getOut();
    Experiment experiment = new Experiment(options, data, out, console);
    List<Result> results = experiment.run();
    List<StreamMeasurement> measurements = experiment.listen();
    console.println();
    console.println(Tables.networks(results).toText());
    console.println();
    console.println(Tables.streams(measurements).toText());
    console.println();
    console.println("Picture: " + experiment.draw().toAbsolutePath().normalize().toUri());
    return 0;
  }

  private void checkOptions() {
    try {
      options.check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
