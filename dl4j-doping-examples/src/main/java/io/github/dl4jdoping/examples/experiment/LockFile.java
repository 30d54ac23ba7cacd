package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that only one program holds at a time. A killed program lets go of it. */
final class LockFile implements AutoCloseable {

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until the lock is free.
   *
   * @param file created if need be, and never deleted
   * @return the lock, held until it is closed
   * @throws IOException if the file cannot be opened
   * @throws OverlappingFileLockException if another thread of this program holds the lock
   */
  static LockFile await(Path file) throws IOException {
    FileChannel channel = open(file);
    channel.lock();
    return new LockFile(channel);
  }

  /**
   * Takes the lock if it is free.
   *
   * @param file created if need be, and never deleted
   * @return the lock, held until it is closed; empty if somebody else holds it
   * @throws IOException if the file cannot be opened
   */
  static Optional<LockFile> tryLock(Path file) throws IOException {
    FileChannel channel = open(file);
    if (isLocked(channel)) {
      return Optional.of(new LockFile(channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Closing the file gives the lock back. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
