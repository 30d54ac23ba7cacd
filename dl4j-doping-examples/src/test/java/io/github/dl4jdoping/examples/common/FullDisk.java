package io.github.dl4jdoping.examples.common;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Linux' device on which there is never space. */
public final class FullDisk {

  private static final Path DEVICE = Path.of("/dev/full");

  private FullDisk() {}

  /** What is written to a file meets a full disk; the test is skipped where there is no such. */
  public static Path inPlaceOf(Path file) throws IOException {
    assumeTrue(Files.isWritable(DEVICE), "no " + DEVICE);
    return Files.createSymbolicLink(file, DEVICE);
  }
}
