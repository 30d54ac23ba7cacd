package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
   * Creates or replaces a file. When this method returns, the new file is on the disk.
   *
   * @param file to be written; its folder is created if need be
   * @param content called once, with the path {@code file + ".part"}
   * @throws IOException if the content cannot be written or moved; {@code file} is then as it was,
   *     and the message names it and says what to do
   */
  public static void write(Path file, Content content) throws IOException {
    // Always the same name, so that what a killed process left behind is written over.
    Path side = file.toAbsolutePath().resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(side.getParent());
      content.writeTo(side);
      force(side);
      move(side, file);
    } catch (IOException e) {
      IOException explained = WriteProblem.explained(file, side, e);
      discard(side, explained);
      throw explained;
    } catch (RuntimeException | Error e) {
      discard(side, e);
      throw e;
    }
  }

  /** Otherwise the new name could reach the disk before the content does. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path side, Throwable problem) {
    try {
      if (Files.isRegularFile(side)) {
        Files.delete(side);
      }
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
  }
}
