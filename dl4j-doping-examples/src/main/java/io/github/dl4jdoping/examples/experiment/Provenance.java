package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.Versions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a result comes from: when it was made, and with which code. */
final class Provenance {

  /** System property with the commit, for programs that do not run in the repository. */
  static final String COMMIT = "dl4j-doping.commit";

  private static final String UNKNOWN = "unknown";

  private Provenance() {}

  /**
   * Columns for a line of results.
   *
   * @param commit of the code, as from {@link #commit}
   * @return date and time in UTC, versions of this project and of Deeplearning4j, commit
   */
  static Map<String, String> of(String commit) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    columns.put("version", Versions.project());
    columns.put("dl4j", Versions.dl4j());
    columns.put("commit", commit);
    return columns;
  }

  /**
   * The commit of the code: the system property, or what git says of the working directory. To be
   * asked when the program starts, for a list may run for hours while the repository moves on.
   *
   * @return an abbreviated hash, with "-dirty" if there were changes; "unknown" if nobody says
   */
  static String commit() {
    String given = System.getProperty(COMMIT);
    return given == null ? askGit() : given;
  }

  private static String askGit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !hash.isEmpty() ? hash : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
