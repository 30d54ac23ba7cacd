package io.github.dl4jdoping.examples.report;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page in one file: style sheet and pictures are inside, and it refers to nothing outside. It is
 * well-formed XML too.
 */
public final class HtmlPage {

  private final String title;
  private final StringBuilder body = new StringBuilder();

  /**
   * An empty page.
   *
   * @param title plain text, heading of the page and of the browser window
   * @param lead what the page has to say in a sentence or two, plain text
   */
  public HtmlPage(String title, String lead) {
    this.title = title;
    body.append(
        String.format(
            "<header>%n<h1>%s</h1>%n<p class=\"lead\">%s</p>%n</header>%n",
            Html.escape(title), Html.escape(lead)));
  }

  /**
   * Adds a section.
   *
   * @param heading plain text
   * @param text introduction, plain text; may be empty
   * @param html elements, well-formed
   * @return this page
   */
  public HtmlPage section(String heading, String text, String html) {
    body.append(
        String.format(
            "<section>%n<h2>%s</h2>%n%s%s</section>%n",
            Html.escape(heading),
            text.isEmpty() ? "" : "<p>" + Html.escape(text) + "</p>\n",
            html));
    return this;
  }

  /**
   * Figures side by side where there is room.
   *
   * @param figures elements as {@link LineChart#toHtml} makes them
   * @return an element for {@link #section}
   */
  public static String sideBySide(String... figures) {
    return "<div class=\"figures\">\n" + String.join("", figures) + "</div>\n";
  }

  /**
   * The whole page.
   *
   * @return an HTML document
   */
  public String toHtml() {
    return String.format(
        "<!DOCTYPE html>%n<html lang=\"en\">%n<head>%n<meta charset=\"utf-8\"/>%n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>%n"
            + "<title>%s</title>%n<style>%n%s</style>%n</head>%n<body>%n<main>%n%s</main>%n"
            + "</body>%n</html>%n",
        Html.escape(title), styleSheet(), body);
  }

  private static String styleSheet() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the page to the side and moves it into place, so that there is never half a page.
   *
   * @param file where to; its folder is created if need be, an existing file is replaced
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    WholeFile.write(file, side -> Files.writeString(side, toHtml()));
  }
}
