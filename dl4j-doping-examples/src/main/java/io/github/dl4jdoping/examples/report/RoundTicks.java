package io.github.dl4jdoping.examples.report;

import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * XChart puts its ticks on data points if these are equally spaced, however odd their numbers. An
 * invisible line with an odd point makes it take round numbers, and start at 0.
 */
final class RoundTicks {

  private RoundTicks() {}

  /**
   * Adds the line.
   *
   * @param chart with at least one line, not below 0
   */
  static void take(XYChart chart) {
    XYSeries any = chart.getSeriesMap().values().iterator().next();
    double last = any.getXMax();
    double height = any.getYData()[0];
    double[] odd = {0, last / Math.PI, last};
    XYSeries line = chart.addSeries(" ", odd, new double[] {height, height, height});
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(new Color(0, 0, 0, 0));
    line.setLineStyle(SeriesLines.NONE);
    line.setShowInLegend(false);
  }
}
