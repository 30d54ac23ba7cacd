package io.github.dl4jdoping.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {

  @TempDir Path folder;

  private Path zip(String name, long time, int... content) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < content.length; i++) {
        ZipEntry entry = new ZipEntry("entry" + i);
        entry.setTime(time);
        out.putNextEntry(entry);
        out.write(new byte[] {(byte) content[i]});
      }
    }
    return file;
  }

  @Test
  void timesDoNotCountAndBitsDo() throws IOException {
    String digest = Contents.digest(zip("a", 0, 1, 2));
    assertThat(Contents.digest(zip("b", 1_000_000_000_000L, 1, 2))).isEqualTo(digest);
    assertThat(Contents.digest(zip("c", 0, 1, 3))).isNotEqualTo(digest);
    assertThat(Contents.digest(zip("d", 0, 1))).isNotEqualTo(digest);
  }

  @Test
  void everyFileThatWasCutShortIsNotWhole() throws IOException {
    Path file = zip("a", 0, 1, 2);
    assertThat(Contents.isWhole(file)).isTrue();
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Path shorter = Files.write(folder.resolve("shorter"), Arrays.copyOf(bytes, length));
      assertThat(Contents.isWhole(shorter)).as("%d bytes", length).isFalse();
      assertThatThrownBy(() -> Contents.digest(shorter)).isInstanceOf(IOException.class);
    }
  }
}
