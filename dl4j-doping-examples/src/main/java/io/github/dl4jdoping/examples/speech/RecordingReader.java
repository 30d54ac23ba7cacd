package io.github.dl4jdoping.examples.speech;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the Free Spoken Digit Dataset, packed or as its repository has it. */
final class RecordingReader {

  static final String ARCHIVE = "fsdd_recordings.tar.gz";
  static final String FOLDER = "recordings";

  private static final Comparator<Recording> ORDER =
      Comparator.comparingInt(Recording::digit)
          .thenComparing(Recording::speaker)
          .thenComparingInt(Recording::index);

  private RecordingReader() {}

  /**
   * Reads all recordings.
   *
   * @param folder has either the archive or a folder {@code recordings} with WAV files
   * @return in an order that does not depend on that of the files
   * @throws IOException if there are none, or one cannot be read
   */
  static List<Recording> read(Path folder) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    Path archive = folder.resolve(ARCHIVE);
    Path files = folder.resolve(FOLDER);
    if (Files.isRegularFile(archive)) {
      readArchive(archive, recordings);
    } else if (Files.isDirectory(files)) {
      readFolder(files, recordings);
    }
    if (recordings.isEmpty()) {
      throw new NoSuchFileException(
          folder
              + " is to hold the Free Spoken Digit Dataset, either packed as "
              + ARCHIVE
              + " or with its folder "
              + FOLDER
              + " of files DIGIT_SPEAKER_INDEX.wav; neither was found. It is at"
              + " https://github.com/Jakobovski/free-spoken-digit-dataset.");
    }
    recordings.sort(ORDER);
    return recordings;
  }

  private static void readArchive(Path archive, List<Recording> into) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        InputStream unpacked = new BufferedInputStream(new GZIPInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
      for (TarArchiveEntry entry = tar.getNextTarEntry();
          entry != null;
          entry = tar.getNextTarEntry()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && Recording.isName(name)) {
          InputStream wav = new ByteArrayInputStream(tar.readAllBytes());
          into.add(Recording.of(name, WavReader.read(name, wav)));
        }
      }
    }
  }

  private static void readFolder(Path folder, List<Recording> into) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> Recording.isName(file.getFileName().toString())).toList();
    }
    for (Path file : files) {
      try (InputStream wav = Files.newInputStream(file)) {
        into.add(Recording.of(file.getFileName().toString(), WavReader.read(file.toString(), wav)));
      }
    }
  }
}
