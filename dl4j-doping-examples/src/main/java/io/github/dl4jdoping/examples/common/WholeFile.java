package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are seen whole or not at all: written to the side and moved into place. */
public final class WholeFile {

  private WholeFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param path of the file to create or overwrite
     * @throws IOException if that fails
     */
    void writeTo(Path path) throws IOException;
  }

  /**
   * Creates or replaces a file.
   *
   * @param file to be written; its folder is created if need be
   * @param content called once, with the path {@code file + ".part"}
   * @throws IOException if the content cannot be written or moved; {@code file} is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Always the same name, so that what a killed process left behind is written over.
    Path side = folder.resolve(file.getFileName() + ".part");
    try {
      content.writeTo(side);
      move(side, file);
    } finally {
      Files.deleteIfExists(side);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
