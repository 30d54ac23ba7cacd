package io.github.dl4jdoping.examples.cli;

import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line program; each subcommand is a class of its own. */
@Command(
    name = "dl4j-doping",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    description = "Compresses trained networks and deploys those with doped LSTM layers.",
    subcommands = {
      CompressCommand.class,
      CompactCommand.class,
      InspectCommand.class,
      BenchCommand.class
    })
public final class DopingTool implements Runnable {

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of what went wrong.")
  private boolean verbose;

  /** A command for picocli to fill in. */
  public DopingTool() {}

  /**
   * Runs a command and exits: 0 if it went well, 1 if it failed, 2 for a wrong command line.
   *
   * @param args a subcommand and its options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new DopingTool())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(DopingTool::explain)
        .setExecutionExceptionHandler(DopingTool::fail);
  }

  private static int explain(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
    command.getErr().println("Commands and options are listed by --help.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int fail(Exception exception, CommandLine command, ParseResult parsed) {
    command.getErr().println(command.getColorScheme().errorText(message(exception)));
    DopingTool tool = (DopingTool) command.getCommandSpec().root().userObject();
    if (tool.verbose) {
      exception.printStackTrace(command.getErr());
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** The messages of some exceptions are nothing but a path. */
  private static String message(Exception exception) {
    boolean tells = exception.getMessage() != null && !(exception instanceof FileSystemException);
    return tells ? exception.getMessage() : exception.toString();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
