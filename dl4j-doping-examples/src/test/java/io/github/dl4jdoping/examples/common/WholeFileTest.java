package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Half of something, and then what the operating system says. */
  private static WholeFile.Content failing(IOException problem) {
    return side -> {
      Files.writeString(side, "half");
      throw problem;
    };
  }

  private void fails(Path file, WholeFile.Content content, String... message) {
    assertThatThrownBy(() -> WholeFile.write(file, content))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot write " + file + ": ")
        .hasMessageContainingAll(message);
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(new IOException("No space left on device"), "the disk is full. Free some"),
        Arguments.of(new FileSystemException("x", null, "Disk quota exceeded"), "the disk is full"),
        Arguments.of(
            new IOException("There is not enough space on the disk"), "the disk is full. Free"),
        Arguments.of(new AccessDeniedException("x"), "may not write to FOLDER. Allow it, or name"),
        Arguments.of(new FileNotFoundException("x (Permission denied)"), "may not write to FOLDER"),
        Arguments.of(
            new FileSystemException("x", null, "Read-only file system"), "may not write to FOLDER"),
        Arguments.of(new IOException("cable unplugged"), "IOException: cable unplugged."),
        Arguments.of(new IOException(), "java.io.IOException."));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void keepsTheOldFileAndSaysWhatToDo(IOException problem, String advice) throws IOException {
    Path file = folder.resolve("state");
    String expected = advice.replace("FOLDER", folder.toString());
    fails(file, failing(problem), expected);
    assertThat(folder).isEmptyDirectory();

    Files.writeString(file, "old");
    fails(file, failing(problem), expected, "The file that was there is unchanged.");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("state");
    assertThatThrownBy(() -> WholeFile.write(file, failing(problem))).hasCause(problem);
  }

  @Test
  void aBugInTheContentLeavesTheOldFileToo() throws IOException {
    Path file = Files.writeString(folder.resolve("state"), "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    side -> {
                      Files.writeString(side, "half");
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("state");
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("state/inside"));
    fails(folder.resolve("state"), side -> Files.writeString(side, "new"), "it is a folder. Name");
    assertThat(inside).exists();
    assertThat(folder.toFile().list()).containsExactly("state");
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "old");
    fails(
        file.resolve("deeper/state"),
        side -> Files.writeString(side, "new"),
        file + " is a file, not a folder.");
    assertThat(file).hasContent("old");
  }

  @Test
  void aFolderInPlaceOfTheSideFileIsNamed() throws IOException {
    Path obstacle = Files.createDirectories(folder.resolve("state.part"));
    fails(
        folder.resolve("state"),
        side -> Files.writeString(side, "new"),
        obstacle + " is a folder, and the file is written under that name first. Remove it.");
    assertThat(obstacle).exists();
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsNamed() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Path file = Files.writeString(closed.resolve("state"), "old");
    assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "root may all");
    fails(file, side -> Files.writeString(side, "new"), "may not write to " + closed);
    assertThat(file).hasContent("old");
    assertThat(closed.toFile().setWritable(true)).isTrue();
  }

  @Test
  void aFullDiskIsRecognised() throws IOException {
    Path file = Files.writeString(folder.resolve("state"), "old");
    Path link = FullDisk.inPlaceOf(folder.resolve("state.part"));
    fails(file, side -> Files.writeString(side, "new"), "the disk is full", "is unchanged");
    assertThat(file).hasContent("old");
    Files.delete(link);
  }
}
