package io.github.dl4jdoping.examples.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of texts for console, HTML and Markdown: the first column names the rows, the rest are numbers. */
public final class Table {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param header titles of the columns
   */
  public Table(String... header) {
    this.header = List.of(header);
  }

  /**
   * Adds a row.
   *
   * @param cells one text for each column
   * @return this table
   * @throws IllegalArgumentException if the number of cells is not that of the columns
   */
  public Table row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "A row of this table has " + header.size() + " cells; got " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Whether there is nothing but the header.
   *
   * @return true before the first row
   */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The table for a terminal.
   *
   * @return lines with aligned columns, no line end after the last
   */
  public String toText() {
    List<String> lines = new ArrayList<>();
    lines.add(line(header));
    lines.add(
        IntStream.range(0, header.size())
            .mapToObj(column -> "-".repeat(width(column)))
            .collect(Collectors.joining("  ")));
    rows.forEach(row -> lines.add(line(row)));
    return String.join(System.lineSeparator(), lines);
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), column))
        .collect(Collectors.joining("  "));
  }

  private String pad(String cell, int column) {
    String padding = " ".repeat(width(column) - cell.length());
    return column == 0 ? cell + padding : padding + cell;
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(header.get(column).length()),
            rows.stream().mapToInt(row -> row.get(column).length()))
        .max()
        .orElseThrow();
  }

  /**
   * The table for a page.
   *
   * @return a {@code table} element that scrolls sideways where it does not fit
   */
  public String toHtml() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<thead><tr>");
    header.forEach(
        title -> html.append("<th scope=\"col\">").append(Html.escape(title)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    rows.forEach(row -> html.append(htmlRow(row)));
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  /**
   * The table for a Markdown document.
   *
   * @return lines, numbers aligned to the right, no line end after the last
   */
  public String toMarkdown() {
    List<String> lines = new ArrayList<>();
    lines.add(markdownRow(header));
    lines.add("| --- |" + " ---: |".repeat(header.size() - 1));
    rows.forEach(row -> lines.add(markdownRow(row)));
    return String.join("\n", lines);
  }

  private static String markdownRow(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String htmlRow(List<String> row) {
    String numbers =
        row.stream()
            .skip(1)
            .map(cell -> "<td>" + Html.escape(cell) + "</td>")
            .collect(Collectors.joining());
    return "<tr><th scope=\"row\">" + Html.escape(row.get(0)) + "</th>" + numbers + "</tr>\n";
  }
}
