package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.report.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Curves of runs as a picture for a document. */
final class CurvePlot {

  private final PlotSpec spec;
  private final Path folder;

  /**
   * A plot.
   *
   * @param spec what it shows
   * @param folder with the results; the curves are in its folder {@code curves}
   */
  CurvePlot(PlotSpec spec, Path folder) {
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Where the curve of a run is kept.
   *
   * @param folder with the results
   * @param run name and seed
   * @return the file
   */
  static Path curve(Path folder, String run) {
    return folder.resolve("curves").resolve(run + ".csv");
  }

  /** The runs that the plot needs. */
  List<String> needed() {
    TreeSet<String> runs = new TreeSet<>(spec.runs());
    spec.minus().ifPresent(runs::add);
    return List.copyOf(runs);
  }

  /**
   * Draws the picture.
   *
   * @return Markdown that shows it, in a document beside the folder; or says what was not run
   * @throws IOException if curves cannot be read or the picture not be written
   */
  String markdown() throws IOException {
    Map<String, Curve> curves = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String run : needed()) {
      Curve curve = Curve.read(curve(folder, run));
      if (curve.isEmpty()) {
        missing.add(run);
      } else {
        curves.put(run, curve);
      }
    }
    String note = missing.isEmpty() ? "" : "Not run: " + String.join(", ", missing) + ".";
    boolean drawn = draw(curves);
    return drawn ? link() + (note.isEmpty() ? "" : "\n\n" + note) : note;
  }

  private String link() {
    return String.format("![%s](%s/%s.png)", spec.title(), folder.getFileName(), spec.name());
  }

  private boolean draw(Map<String, Curve> curves) throws IOException {
    if (spec.minus().isPresent() && !curves.containsKey(spec.minus().get())) {
      return false;
    }
    String unit = spec.column() + spec.minus().map(run -> ", less that of " + run).orElse("");
    Picture picture = new Picture(spec.title(), "iteration", unit);
    boolean drawn = false;
    TreeSet<Double> marks = new TreeSet<>();
    for (String run : spec.runs()) {
      NavigableMap<Double, Double> values =
          curves.containsKey(run) ? values(run, curves) : new TreeMap<>();
      if (!values.isEmpty()) {
        picture.line(run, List.copyOf(values.keySet()), List.copyOf(values.values()));
        marks.addAll(curves.get(run).window());
        drawn = true;
      }
    }
    if (drawn) {
      marks.forEach(picture::mark);
      picture.write(folder.resolve(spec.name() + ".png"));
    }
    return drawn;
  }

  /** The values that are drawn for a run. */
  NavigableMap<Double, Double> values(String run, Map<String, Curve> curves) {
    NavigableMap<Double, Double> values = curves.get(run).values(spec.column());
    spec.minus()
        .map(other -> curves.get(other).values(spec.column()))
        .ifPresent(
            other -> {
              values.keySet().retainAll(other.keySet());
              values.replaceAll((iteration, value) -> value - other.get(iteration));
            });
    return values;
  }
}
