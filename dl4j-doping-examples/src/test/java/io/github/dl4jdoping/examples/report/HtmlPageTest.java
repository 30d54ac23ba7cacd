package io.github.dl4jdoping.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class HtmlPageTest {

  private final HtmlPage page =
      new HtmlPage("A & B", "1 < 2").section("Heading", "Text", "<div class=\"x\">inside</div>");

  @Test
  void textIsEscapedAndElementsAreKept() {
    Document parsed = Xml.parse(page.toHtml());
    assertThat(parsed.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("A & B");
    assertThat(parsed.getElementsByTagName("p").item(0).getTextContent()).isEqualTo("1 < 2");
    assertThat(parsed.getElementsByTagName("div").item(0).getTextContent()).isEqualTo("inside");
  }

  @Test
  void theStyleSheetIsInside() {
    assertThat(page.toHtml()).contains("prefers-color-scheme: dark").doesNotContain("<link");
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingElse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("report.html");
    page.write(file);
    Files.writeString(file, "old");
    page.write(file);
    assertThat(Files.readString(file)).isEqualTo(page.toHtml());
    assertThat(file.getParent()).isDirectoryContaining(found -> found.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }
}
