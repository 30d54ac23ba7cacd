package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

  private static final Map<String, String> TEXTS = Map.of("a", "new $1 \\ text", "b", "other");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("document.md");
  }

  @Test
  void onlyThePlacesChange() throws IOException {
    String around = "prose\n%s\nmore $1 prose\n%s\nthe end\n";
    String places = "<!-- generated: a -->\n%s<!-- end -->";
    Files.writeString(
        file, around.formatted(places.formatted("old\ntext\n"), place("b", "very old")));

    assertThat(fill()).containsExactly("a", "b");
    assertThat(file)
        .hasContent(around.formatted(place("a", "new $1 \\ text"), place("b", "other")));
    assertThat(fill()).containsExactly("a", "b");
    assertThat(file)
        .hasContent(around.formatted(place("a", "new $1 \\ text"), place("b", "other")));
  }

  private static String place(String name, String text) {
    return "<!-- generated: " + name + " -->\n\n" + text + "\n\n<!-- end -->";
  }

  @Test
  void placesWithoutATextAreExplained() throws IOException {
    Files.writeString(file, place("c", ""));

    assertThatThrownBy(this::fill)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document.md has a place for 'c'; declared are [");
  }

  @Test
  void placesWithoutAnEndAreExplainedAndNothingIsLost() throws IOException {
    String text = "<!-- generated: a -->\nprose\n" + place("b", "x");
    Files.writeString(file, text);

    assertThatThrownBy(this::fill).hasMessageContaining("the place 'a' has no '<!-- end -->'");
    assertThat(file).hasContent(text);

    Files.writeString(file, place("b", "x") + "\n<!-- generated: a -->\nprose\n");
    assertThatThrownBy(this::fill).hasMessageContaining("opens 2 places and closes 1");
  }

  private List<String> fill() throws IOException {
    return new Document(file).fill(TEXTS);
  }
}
