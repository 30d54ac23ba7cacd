package io.github.dl4jdoping.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down. */
final class Versions implements IVersionProvider {

  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"dl4j-doping " + project() + ", Deeplearning4j " + dl4j()};
  }

  static String project() {
    return read("project");
  }

  static String dl4j() {
    return read("dl4j");
  }

  private static String read(String key) {
    Properties properties = new Properties();
    try (InputStream file = Versions.class.getResourceAsStream(FILE)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(key);
  }
}
