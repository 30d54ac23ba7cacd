package io.github.dl4jdoping.examples.report;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A line chart as a PNG file, for documents that cannot hold one inline. Drawn by XChart. */
public final class Picture {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 460;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
  private static final Color MARK = new Color(0x88, 0x88, 0x88);

  /** Told apart by those who do not see colours too: Okabe and Ito, "Color Universal Design". */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x00, 0x00),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x72, 0xB2),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xCC, 0x79, 0xA7),
          new Color(0xE6, 0x9F, 0x00));

  private final XYChart chart;

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param x what the horizontal axis shows, with unit
   * @param y what the vertical axis shows, with unit
   */
  public Picture(String title, String x, String y) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(ChartTheme.XChart)
            .build();
    style(chart.getStyler());
  }

  private static void style(XYStyler style) {
    style.setBaseFont(FONT);
    style.setChartTitleFont(FONT.deriveFont(Font.BOLD));
    style.setChartTitleBoxVisible(false);
    style.setAxisTitleFont(FONT);
    style.setAxisTickLabelsFont(FONT);
    style.setLegendFont(FONT);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotGridLinesColor(GRID);
    style.setPlotBorderVisible(false);
    style.setXAxisDecimalPattern("#,##0");
    style.setXAxisTickMarkSpacingHint(90);
    style.setYAxisDecimalPattern("0.00");
    style.setAntiAlias(true);
    style.setAnnotationLineColor(MARK);
    style.setAnnotationLineStroke(
        new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4}, 0));
  }

  /**
   * Adds a line.
   *
   * @param name its name in the legend, unique within the chart
   * @param x horizontal positions, ascending, at least one
   * @param y vertical positions, as many
   * @return this chart
   */
  public Picture line(String name, List<Double> x, List<Double> y) {
    int number = chart.getSeriesMap().size();
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS.get(number % COLOURS.size()));
    series.setLineStyle(new BasicStroke(1.6f));
    return this;
  }

  /**
   * Marks a position on the horizontal axis with a vertical line.
   *
   * @param x position
   * @return this chart
   */
  public Picture mark(double x) {
    chart.addAnnotation(new AnnotationLine(x, true, false));
    return this;
  }

  /**
   * Draws the chart. To be called once.
   *
   * @param file where to; its folder is created if need be, an existing file is replaced
   * @throws IOException if the file cannot be written
   * @throws java.util.NoSuchElementException if there is no line
   */
  public void write(Path file) throws IOException {
    RoundTicks.take(chart);
    byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    WholeFile.write(file, side -> Files.write(side, png));
  }
}
