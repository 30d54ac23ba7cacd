package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.Versions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line program: runs experiments and reports on them. */
@Command(
    name = "experiments",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {RunCommand.class, ListCommand.class, ReportCommand.class},
    description = "Runs lists of experiments that a YAML file declares, and reports on them.")
public final class Experiments {

  private static final Logger LOG = LoggerFactory.getLogger(Experiments.class);

  /** A command for picocli to fill in. */
  public Experiments() {}

  /**
   * Runs the program and exits: 0 if it went well, 1 if it failed, 2 for wrong options.
   *
   * @param args a command and its options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Experiments())
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              LOG.debug("Failed", exception);
              String message = exception.getMessage();
              String text = message == null ? exception.toString() : message;
              command.getErr().println(command.getColorScheme().errorText(text));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}
