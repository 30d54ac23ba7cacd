package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.runtime.CompactFormatException;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that a command reads. */
final class InputFile {

  /** How compact models start: docs/format.md. */
  private static final byte[] COMPACT = {(byte) 0x89, 'D', 'O', 'P', 'E', 'D'};

  private InputFile() {}

  /**
   * Checks that there is a file.
   *
   * @param file named on the command line
   * @throws FileNotFoundException if there is none, or a folder
   */
  static void require(Path file) throws FileNotFoundException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          Files.exists(file) ? file + " is not a file." : "There is no file " + file + ".");
    }
  }

  /**
   * Whether a file holds a compact model, be it damaged.
   *
   * @param file any file
   * @return true if it starts as they do
   * @throws IOException if it cannot be read
   */
  static boolean isCompact(Path file) throws IOException {
    require(file);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(COMPACT.length), COMPACT);
    }
  }

  /**
   * Reads a compact model.
   *
   * @param file written by the command {@code compact}, or by {@link CompactModel#save}
   * @return the model
   * @throws IOException if it cannot be read; the message names the file
   */
  static CompactModel model(Path file) throws IOException {
    require(file);
    try {
      return CompactModel.load(file);
    } catch (CompactFormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
