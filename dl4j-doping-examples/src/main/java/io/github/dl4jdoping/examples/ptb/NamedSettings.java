package io.github.dl4jdoping.examples.ptb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Settings by name, as experiment files have them. They go through the very options of the command
 * line, so that both have the same defaults and checks; {@code rowDropout} is {@code --row-dropout}.
 */
final class NamedSettings {

  private static final String SEED = "seed";
  private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final Pattern HYPHEN = Pattern.compile("-([a-z])");

  private NamedSettings() {}

  /**
   * Parses and checks.
   *
   * @param values by name; what is missing has the default
   * @param seed of everything random
   * @return the settings
   * @throws IllegalArgumentException if a name is unknown or a value wrong; the message names it
   */
  static Settings parse(Map<String, String> values, long seed) {
    RunOptions options = new RunOptions();
    CommandLine command = new CommandLine(options);
    List<String> arguments = new ArrayList<>(List.of("--seed=" + seed));
    values.forEach((name, value) -> arguments.add(option(name, command) + "=" + value));
    try {
      command.parseArgs(arguments.toArray(String[]::new));
      return options.settings();
    } catch (ParameterException | IllegalArgumentException e) {
      throw new IllegalArgumentException(withNames(e.getMessage()), e);
    }
  }

  /**
   * All settings but the seed.
   *
   * @param settings checked
   * @return values by name, which {@link #parse} accepts
   */
  static Map<String, String> all(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>(settings.asMap());
    values.remove(SEED);
    return values;
  }

  private static String option(String name, CommandLine command) {
    String option =
        "--" + CAPITAL.matcher(name).replaceAll(c -> "-" + c.group().toLowerCase(Locale.ROOT));
    if (name.equals(SEED) || !command.getCommandSpec().optionsMap().containsKey(option)) {
      throw new IllegalArgumentException(
          "unknown setting '" + name + "'; allowed are " + names(command));
    }
    return option;
  }

  private static List<String> names(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(o -> withNames(o.longestName()))
        .filter(name -> !name.equals(SEED) && !name.equals("anneal"))
        .toList();
  }

  private static String withNames(String text) {
    return OPTION
        .matcher(text)
        .replaceAll(
            o -> HYPHEN.matcher(o.group(1)).replaceAll(h -> h.group(1).toUpperCase(Locale.ROOT)))
        .replace("option '", "setting '");
  }
}
