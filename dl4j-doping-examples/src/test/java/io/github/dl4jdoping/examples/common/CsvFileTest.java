package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

  @TempDir Path folder;

  @Test
  void headerComesOnceAndCellsAreQuotedWhereNeeded() throws IOException {
    Path file = folder.resolve("new/results.csv");

    CsvFile.append(file, row("a", "1", "b", "x,y"));
    CsvFile.append(file, row("a", "say \"hi\"", "b", "two\nlines"));

    assertThat(file).hasContent("a,b\n1,\"x,y\"\n\"say \"\"hi\"\"\",\"two\nlines\"\n");
  }

  @Test
  void otherColumnsAreRefusedAndNothingIsLost() throws IOException {
    Path file = folder.resolve("results.csv");
    CsvFile.append(file, row("a", "1"));

    assertThatThrownBy(() -> CsvFile.append(file, row("a", "1", "b", "2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a,b")
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("a\n1\n");
  }

  @Test
  void whatStandsInTheWayIsNamed() throws IOException {
    Path results = Files.createDirectories(folder.resolve("results.csv"));
    assertThatThrownBy(() -> CsvFile.append(results, row("a", "1")))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot write " + results + ": it is a folder. Name a file.");
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> CsvFile.append(file.resolve("results.csv"), row("a", "1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is a file, not a folder.");
  }

  @Test
  void columnsThatOnlyBeginAlikeAreRefused() throws IOException {
    Path file = folder.resolve("results.csv");
    CsvFile.append(file, row("a", "1", "b", "2"));

    assertThatThrownBy(() -> CsvFile.append(file, row("a", "1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void linesOfConcurrentRunsStayWhole() throws IOException {
    Path file = folder.resolve("results.csv");
    String longCell = "x".repeat(5000);

    IntStream.range(0, 50)
        .parallel()
        .forEach(
            i -> {
              try {
                CsvFile.append(file, row("run", Integer.toString(i), "cell", longCell));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    assertThat(Files.readAllLines(file))
        .hasSize(51)
        .allMatch(line -> line.equals("run,cell") || line.endsWith("," + longCell));
  }

  private static Map<String, String> row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    return row;
  }
}
