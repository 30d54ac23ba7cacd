package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says why a file could not be written, and what to do: the messages of the system say little. The
 * library has the same for compact models, and hands it on to nobody.
 */
final class WriteProblem {

  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|not enough space");
  private static final Pattern DENIED =
      Pattern.compile("Permission denied|Read-only file system|Access is denied");

  private WriteProblem() {}

  /**
   * The same problem with a message that helps.
   *
   * @param file that was to be written
   * @param problem that was met
   * @return a problem whose cause is the one met
   */
  static IOException explained(Path file, IOException problem) {
    return explained(file, file.toAbsolutePath(), problem);
  }

  /**
   * The same problem with a message that helps.
   *
   * @param file that was to be written
   * @param side where it was written first
   * @param problem that was met
   * @return a problem whose cause is the one met
   */
  static IOException explained(Path file, Path side, IOException problem) {
    String old = Files.isRegularFile(file) ? " The file that was there is unchanged." : "";
    return new IOException(
        "Cannot write " + file + ": " + reason(file, side, problem) + old, problem);
  }

  private static String reason(Path file, Path side, IOException problem) {
    if (Files.isDirectory(file)) {
      return "it is a folder. Name a file.";
    }
    if (Files.isDirectory(side)) {
      return side + " is a folder, and the file is written under that name first. Remove it.";
    }
    Path folder = side.getParent();
    Path existing = nearestExisting(folder);
    if (!Files.isDirectory(existing)) {
      return existing + " is a file, not a folder. Name a file in a folder.";
    }
    String message = Objects.requireNonNullElse(problem.getMessage(), "");
    if (FULL.matcher(message).find()) {
      return "the disk is full. Free some space in " + folder + ", or name another folder.";
    }
    if (problem instanceof AccessDeniedException || DENIED.matcher(message).find()) {
      return "this program may not write to " + existing + ". Allow it, or name another folder.";
    }
    return problem + ".";
  }

  private static Path nearestExisting(Path folder) {
    return Stream.iterate(folder, Path::getParent).filter(Files::exists).findFirst().orElseThrow();
  }
}
