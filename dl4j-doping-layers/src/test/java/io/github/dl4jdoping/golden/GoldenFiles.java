package io.github.dl4jdoping.golden;

import io.github.dl4jdoping.deploy.CompactExporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The kept files: one folder for each version, and in it for each network its model file, what it
 * has to give, and perhaps a compact model.
 */
public final class GoldenFiles {

  private static final String MODEL = ".zip";
  private static final String DEPLOYED = ".doped";
  private static final String EXPECTATION = ".json";

  private GoldenFiles() {}

  /**
   * Writes the files of the present version; those of a version that has some stay as they are.
   *
   * @param arguments the folder golden of the test resources
   * @throws IOException if they cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).resolve(version());
    if (Files.exists(folder)) {
      throw new IllegalStateException(
          folder
              + " is there, and files that were published are never written again. Raise the"
              + " version of the project first.");
    }
    Files.createDirectories(folder);
    for (GoldenNet golden : GoldenNet.values()) {
      write(golden, folder);
    }
  }

  private static void write(GoldenNet golden, Path folder) throws IOException {
    Model net = golden.trained();
    Expectation.of(net, GoldenData.input(-1)).write(folder.resolve(golden.file() + EXPECTATION));
    ModelSerializer.writeModel(net, folder.resolve(golden.file() + MODEL).toFile(), true);
    if (golden.isDeployed()) {
      CompactExporter.export(net).save(folder.resolve(golden.file() + DEPLOYED));
    }
  }

  /** The version that a release of the present state would have. */
  private static String version() {
    Model net = GoldenNet.STRUCTURES.trained();
    String version = CompactExporter.export(net).provenance().libraryVersion();
    return version.replace("-SNAPSHOT", "");
  }

  /** The folders of all versions. */
  static List<Path> versions() throws IOException {
    try (Stream<Path> entries = Files.list(root())) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Path root() {
    try {
      return Path.of(GoldenFiles.class.getResource("/golden").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Model model(Path version, GoldenNet golden) throws IOException {
    Path file = version.resolve(golden.file() + MODEL);
    return golden.isGraph()
        ? ModelSerializer.restoreComputationGraph(file.toFile(), true)
        : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
  }

  static Path deployed(Path version, GoldenNet golden) {
    return version.resolve(golden.file() + DEPLOYED);
  }

  static boolean has(Path version, GoldenNet golden) {
    return Files.exists(version.resolve(golden.file() + MODEL));
  }

  static Expectation expectation(Path version, GoldenNet golden) throws IOException {
    return Expectation.read(version.resolve(golden.file() + EXPECTATION));
  }
}
