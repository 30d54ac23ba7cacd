package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down. */
public final class Versions implements IVersionProvider {

  private static final String FILE = "version.properties";

  /** For picocli's {@code --version}. */
  public Versions() {}

  @Override
  public String[] getVersion() {
    return new String[] {"dl4j-doping " + project() + ", Deeplearning4j " + dl4j()};
  }

  /**
   * The version of this project.
   *
   * @return such as {@code 1.0.0}
   */
  public static String project() {
    return read("project");
  }

  /**
   * The version of Deeplearning4j that the project was built with.
   *
   * @return such as {@code 1.0.0-M2.1}
   */
  public static String dl4j() {
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
