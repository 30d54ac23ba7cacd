package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void replacesTheOldFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("new/state");
    WholeFile.write(file, side -> Files.writeString(side, "old"));
    WholeFile.write(file, side -> Files.writeString(side, "new"));

    assertThat(file).hasContent("new");
    assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
    assertThat(file.getParent().toFile().list()).hasSize(1);
  }

  @Test
  void writesOverWhatAKilledProcessLeft() throws IOException {
    Path file = folder.resolve("state");
    Files.writeString(folder.resolve("state.part"), "a long rest of something");

    WholeFile.write(file, side -> Files.writeString(side, "new"));

    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("state");
  }

  @Test
  void keepsTheOldFileIfWritingFails() throws IOException {
    Path file = folder.resolve("state");
    Files.writeString(file, "old");

    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    side -> {
                      Files.writeString(side, "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("state");
  }
}
