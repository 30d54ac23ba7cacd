package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvePlotTest {

  @TempDir Path folder;

  @Test
  void curvesHaveGapsAndAnAnnealingWindow() throws IOException {
    write(
        "a",
        "iteration,loss,density",
        "20,5.5,1.0",
        "40,,1.0",
        "60,4.5,0.5",
        "80,4,0.1",
        "99,3,0.1");

    Curve curve = Curve.read(CurvePlot.curve(folder, "a"));

    assertThat(curve.values("loss"))
        .containsExactlyEntriesOf(sorted(20, 5.5, 60, 4.5, 80, 4, 99, 3));
    assertThat(curve.window()).containsExactly(40.0, 80.0);
    assertThat(Curve.read(folder.resolve("none.csv")).isEmpty()).isTrue();
  }

  @Test
  void withoutPruningThereIsNoWindow() throws IOException {
    write("a", "iteration,loss,density", "20,5.5,1.0", "40,5,1.0");

    assertThat(Curve.read(CurvePlot.curve(folder, "a")).window()).isEmpty();
  }

  @Test
  void drawsWhatIsThereAndNamesWhatIsNot() throws IOException {
    write("a", "iteration,loss,density", "20,5.5,1.0", "40,5,0.1");

    String markdown = plot(List.of("a", "b"), Optional.empty()).markdown();

    assertThat(markdown)
        .isEqualTo("![The title](" + folder.getFileName() + "/x.png)\n\nNot run: b.");
    assertThat(folder.resolve("x.png")).isNotEmptyFile();
  }

  @Test
  void withoutTheSubtrahendNothingIsDrawn() throws IOException {
    write("a", "iteration,loss,density", "20,5.5,1.0", "40,5,0.1");

    CurvePlot plot = plot(List.of("a"), Optional.of("dense"));

    assertThat(plot.needed()).containsExactly("a", "dense");
    assertThat(plot.markdown()).isEqualTo("Not run: dense.");
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  @Test
  void theDifferenceIsTakenWhereBothHaveAValue() throws IOException {
    write("a", "iteration,loss,density", "20,5.5,1.0", "40,5,0.1", "60,4,0.1");
    write("dense", "iteration,loss,density", "20,5,1", "60,4.5,1");

    Map<String, Curve> curves =
        Map.of(
            "a", Curve.read(CurvePlot.curve(folder, "a")),
            "dense", Curve.read(CurvePlot.curve(folder, "dense")));

    assertThat(plot(List.of("a"), Optional.of("dense")).values("a", curves))
        .containsExactlyEntriesOf(sorted(20, 0.5, 60, -0.5));
  }

  private CurvePlot plot(List<String> runs, Optional<String> minus) {
    return new CurvePlot(new PlotSpec("x", "The title", "fake", runs, "loss", minus), folder);
  }

  private void write(String run, String... lines) throws IOException {
    Path file = CurvePlot.curve(folder, run);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  private static SortedMap<Double, Double> sorted(double... pairs) {
    SortedMap<Double, Double> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
