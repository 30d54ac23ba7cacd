package io.github.dl4jdoping.examples.report;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an SVG file of a chart fit to stand inside a page: small, in the page's colours, of any
 * width.
 */
final class Svg {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+");
  private static final Pattern MARKER = Pattern.compile("rgb\\(1,(\\d),(\\d+)\\)");
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\""
              + " y2=\"([^\"]*)\"/>");

  private Svg() {}

  /**
   * Fits a file into a page.
   *
   * @param file an SVG file, drawn in marker colours
   * @param id unique within the page
   * @param label what the picture shows, for those who cannot see it
   */
  static String inline(String file, String id, String label) {
    String drawing = file.substring(file.indexOf('>', file.indexOf("<svg")) + 1);
    drawing = drawing.replaceAll("clip\\d+", id + "-clip");
    drawing = NUMBER.matcher(drawing).replaceAll(Svg::rounded);
    drawing = joinLines(drawing);
    drawing = MARKER.matcher(drawing).replaceAll("var(--chart-$1-$2)");
    return String.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s\">%s",
        LineChart.WIDTH, LineChart.HEIGHT, Html.escape(label), drawing);
  }

  private static String rounded(MatchResult number) {
    String text = String.format(Locale.ROOT, "%.1f", Double.parseDouble(number.group()));
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A curve arrives as single lines; joined, it is a tenth of the size and its dashes work. */
  private static String joinLines(String drawing) {
    StringBuilder joined = new StringBuilder();
    Matcher line = LINE.matcher(drawing);
    int copied = 0;
    String style = null;
    String end = null;
    while (line.find()) {
      String start = line.group(2) + "," + line.group(4);
      boolean continues =
          line.start() == copied && line.group(1).equals(style) && start.equals(end);
      if (!continues) {
        joined.append(end == null ? "" : "\"/>");
        joined.append(drawing, copied, line.start());
        joined.append("\n<polyline style=\"").append(line.group(1)).append("\" points=\"");
        joined.append(start);
      }
      style = line.group(1);
      end = line.group(3) + "," + line.group(5);
      joined.append(' ').append(end);
      copied = line.end();
    }
    joined.append(end == null ? "" : "\"/>");
    return joined.append(drawing.substring(copied)).toString();
  }
}
