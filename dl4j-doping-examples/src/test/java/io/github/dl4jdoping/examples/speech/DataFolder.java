package io.github.dl4jdoping.examples.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A data set on disk for tests. */
final class DataFolder {

  private DataFolder() {}

  static void write(Path folder, List<Recording> recordings) throws IOException {
    Path files = Files.createDirectories(folder.resolve("recordings"));
    for (Recording recording : recordings) {
      Files.write(files.resolve(recording + ".wav"), Sounds.wav(recording.samples()));
    }
  }
}
