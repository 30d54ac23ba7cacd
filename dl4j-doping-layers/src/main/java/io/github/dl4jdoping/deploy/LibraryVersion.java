package io.github.dl4jdoping.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library that the build wrote down. */
final class LibraryVersion {

  private static final String FILE = "version.properties";

  private LibraryVersion() {}

  static String read() {
    Properties properties = new Properties();
    try (InputStream file = LibraryVersion.class.getResourceAsStream(FILE)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("library");
  }
}
