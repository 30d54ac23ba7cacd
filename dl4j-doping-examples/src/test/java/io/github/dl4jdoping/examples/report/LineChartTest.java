package io.github.dl4jdoping.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LineChartTest {

  private final String html =
      new LineChart("loss", "Loss & more", "0.0")
          .line("dense", Ink.REFERENCE, steps(), values(3))
          .line("doped", Ink.RIVAL, steps(), values(4))
          .toHtml("How it fell.");

  @Test
  void everyLineIsOneStrokeInTheInkOfTheStyleSheet() {
    assertThat(lines("stroke:var\\(--chart-0-0\\)")).isEqualTo(1);
    assertThat(lines("stroke:var\\(--chart-0-2\\)[^\"]*stroke-dasharray:7,4")).isEqualTo(1);
    assertThat(html).doesNotContain("rgb(1,");
  }

  private long lines(String style) {
    return Pattern.compile("<polyline style=\"[^\"]*" + style + "[^\"]*\" points=\"([^\"]*)\"")
        .matcher(html)
        .results()
        .filter(line -> line.group(1).split(" ").length == 60)
        .count();
  }

  @Test
  void thePictureIsDescribedForThoseWhoCannotSeeIt() {
    assertThat(html).contains("role=\"img\" aria-label=\"Loss &amp; more. How it fell.\"");
  }

  @Test
  void theKeyNamesEveryLine() {
    assertThat(html).contains("class=\"ink-0\"", "dense</li>", "class=\"ink-2\"", "doped</li>");
  }

  @Test
  void thePictureIsSmallAndWellFormed() {
    Document parsed = Xml.parse(html);
    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("figure");
    assertThat(html.length()).isLessThan(60_000);
  }

  private static List<Integer> steps() {
    return IntStream.rangeClosed(1, 60).mapToObj(i -> 10 * i).toList();
  }

  private static List<Double> values(double first) {
    return Stream.iterate(first, value -> value * 0.99).limit(60).toList();
  }
}
