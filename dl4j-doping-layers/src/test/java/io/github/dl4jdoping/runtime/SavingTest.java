package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdoping.kernel.scalar.ScalarKernels;
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

/** What stands in the way of a file: said in the message, and without harm to the old file. */
class SavingTest {

  /** Linux' device on which there is never space. */
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  private static CompactModel model() throws IOException {
    return CompactModel.of(CompactFile.decode(GoldenFile.bytes()), new ScalarKernels());
  }

  private static void fails(Path file, String... message) {
    assertThatThrownBy(() -> model().save(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot write " + file + ": ")
        .hasMessageContainingAll(message);
  }

  @Test
  void foldersAreMade() throws IOException {
    Path file = folder.resolve("new/newer/model.doped");
    model().save(file);
    assertThat(file).hasBinaryContent(GoldenFile.bytes());
  }

  @Test
  void aFullDisk() throws IOException {
    assumeTrue(Files.isWritable(FULL), "no " + FULL);
    Path file = Files.writeString(folder.resolve("model.doped"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("model.doped.part"), FULL);
    fails(file, "the disk is full. Free some space in " + folder, "that was there is unchanged.");
    assertThat(file).hasContent("old");
    Files.delete(link);
  }

  @Test
  void aFolderOfThatName() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("model.doped/inside"));
    fails(folder.resolve("model.doped"), "it is a folder. Name a file.");
    assertThat(inside).exists();
    assertThat(folder.toFile().list()).containsExactly("model.doped");
  }

  @Test
  void aFolderOfTheNameThatIsWrittenFirst() throws IOException {
    Path obstacle = Files.createDirectories(folder.resolve("model.doped.part"));
    fails(folder.resolve("model.doped"), obstacle + " is a folder", "Remove it.");
    assertThat(obstacle).exists();
  }

  @Test
  void aFileInPlaceOfTheFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("models"), "old");
    fails(file.resolve("deeper/model.doped"), file + " is a file, not a folder.");
    assertThat(file).hasContent("old");
  }

  @Test
  void aFolderThatMayNotBeWrittenTo() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("closed"));
    assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "root may all");
    fails(closed.resolve("model.doped"), "may not write to " + closed + ". Allow it, or name");
    assertThat(closed.toFile().setWritable(true)).isTrue();
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(new FileSystemException("x", null, "Disk quota exceeded"), "the disk is full"),
        Arguments.of(new IOException("There is not enough space on the disk"), "the disk is full"),
        Arguments.of(new AccessDeniedException("x"), "may not write to FOLDER. Allow it, or"),
        Arguments.of(new FileNotFoundException("x (Access is denied)"), "may not write to FOLDER"),
        Arguments.of(
            new FileSystemException("x", null, "Read-only file system"), "may not write to FOLDER"),
        Arguments.of(new IOException("cable unplugged"), "java.io.IOException: cable unplugged."),
        Arguments.of(new IOException(), "java.io.IOException."));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void whatTheSystemSays(IOException problem, String advice) {
    Path file = folder.resolve("model.doped");
    IOException explained =
        WriteProblem.explained(file, folder.resolve("model.doped.part"), problem);
    assertThat(explained)
        .hasMessageStartingWith("Cannot write " + file + ": ")
        .hasMessageContaining(advice.replace("FOLDER", folder.toString()))
        .hasMessageNotContaining("unchanged")
        .hasCause(problem);
  }
}
