package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sound.sampled.AudioFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {

  @TempDir Path folder;

  @Test
  void readsTheArchiveInAnOrderOfItsOwn() throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("fsdd_recordings.tar.gz"));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      add(tar, "recordings/9_theo_3.wav", Sounds.wav(Sounds.noise(300, 1)));
      add(tar, "recordings/README.md", "no sound".getBytes(StandardCharsets.UTF_8));
      add(tar, "recordings/0_theo_12.wav", Sounds.wav(Sounds.noise(400, 2)));
      add(tar, "recordings/0_theo_2.wav", Sounds.wav(Sounds.noise(500, 3)));
    }

    List<Recording> recordings = RecordingReader.read(folder);

    assertThat(recordings).hasToString("[0_theo_2, 0_theo_12, 9_theo_3]");
    assertThat(recordings.get(1).samples()).isEqualTo(Sounds.noise(400, 2));
    assertThat(recordings.get(2).digit()).isEqualTo(9);
    assertThat(recordings.get(2).speaker()).isEqualTo("theo");
    assertThat(recordings.get(2).index()).isEqualTo(3);
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Test
  void readsTheFolderOfTheRepository() throws IOException {
    put("4_lucas_0.wav", Sounds.wav(Sounds.noise(321, 4)));
    put("notes.txt", new byte[] {1});

    List<Recording> recordings = RecordingReader.read(folder);

    assertThat(recordings).hasToString("[4_lucas_0]");
    assertThat(recordings.get(0).samples()).isEqualTo(Sounds.noise(321, 4));
  }

  @Test
  void soundOfAnotherKindIsRefused() throws IOException {
    AudioFormat stereo = new AudioFormat(8_000, 16, 2, true, false);
    put("4_lucas_0.wav", Sounds.wav(Sounds.noise(320, 4), stereo));

    assertThatThrownBy(() -> RecordingReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4_lucas_0.wav is to be sampled at 8000 Hz, mono, 16 bit")
        .hasMessageContaining("stereo");
  }

  @Test
  void aFileThatIsNoSoundIsNamed() throws IOException {
    put("4_lucas_0.wav", new byte[100]);

    assertThatThrownBy(() -> RecordingReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4_lucas_0.wav is no WAV file");
  }

  @Test
  void missingDataIsExplained() {
    assertThatThrownBy(() -> RecordingReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("fsdd_recordings.tar.gz")
        .hasMessageContaining("DIGIT_SPEAKER_INDEX.wav");
  }

  private void put(String name, byte[] content) throws IOException {
    Files.createDirectories(folder.resolve("recordings"));
    Files.write(folder.resolve("recordings").resolve(name), content);
  }
}
