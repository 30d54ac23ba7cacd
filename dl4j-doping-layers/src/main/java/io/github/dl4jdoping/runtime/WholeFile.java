package io.github.dl4jdoping.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Compact files on disk, which are seen whole or not at all. */
final class WholeFile {

  private WholeFile() {}

  /** Writes bytes to {@code file + ".part"}, forces them to the disk and moves that into place. */
  static void write(Path file, ByteBuffer bytes) throws IOException {
    // Always the same name, so that what a killed process left behind is written over.
    Path side = file.toAbsolutePath().resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(side.getParent());
      writeThrough(side, bytes);
      move(side, file);
    } catch (IOException e) {
      IOException explained = WriteProblem.explained(file, side, e);
      discard(side, explained);
      throw explained;
    }
  }

  private static void writeThrough(Path side, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            side,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
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

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Reads a file after a look at its header, so that nothing large is read in vain. */
  static byte[] read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      ByteBuffer header = ByteBuffer.allocate((int) Math.min(length, FileHeader.LENGTH));
      fill(channel, header);
      FileHeader.check(header, length);
      ByteBuffer all = ByteBuffer.allocate((int) length);
      channel.position(0);
      fill(channel, all);
      return all.array();
    }
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new CompactFormatException(
            channel.position(), "more was expected, and the file became shorter while it was read");
      }
    }
    buffer.flip();
  }
}
