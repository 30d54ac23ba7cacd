package io.github.dl4jdoping.examples.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java to run forks with.
 *
 * @param home folder that holds {@code bin/java}
 * @param version feature version, such as 17
 */
record JavaHome(Path home, int version) {

  private static final Pattern VERSION =
      Pattern.compile("java\\.specification\\.version = (?:1\\.)?(\\d+)");

  private static final int OLDEST = 17;
  // JavaCPP loads native code and uses Unsafe, which these versions warn about.
  private static final int ASKS_FOR_CONSENT = 24;

  JavaHome {
    if (version < OLDEST) {
      throw new IllegalArgumentException(
          home + " is Java " + version + "; Java " + OLDEST + " or later is needed.");
    }
  }

  /**
   * Asks a Java for its version.
   *
   * @param home folder that holds {@code bin/java}
   * @throws IOException if there is no Java that answers
   */
  static JavaHome of(Path home) throws IOException {
    Process process =
        new ProcessBuilder(executable(home), "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = VERSION.matcher(answer);
    if (!matcher.find()) {
      throw new IOException(home + " does not tell its version, but: " + answer.strip());
    }
    return new JavaHome(home, Integer.parseInt(matcher.group(1)));
  }

  String executable() {
    return executable(home);
  }

  private static String executable(Path home) {
    return home.resolve("bin").resolve("java").toString();
  }

  /** Options with which this Java loads native code without warnings. */
  List<String> options() {
    return version < ASKS_FOR_CONSENT
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }
}
