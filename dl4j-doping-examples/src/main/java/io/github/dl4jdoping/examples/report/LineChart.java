package io.github.dl4jdoping.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A line chart as an inline SVG picture with its key. Drawn by XChart. */
public final class LineChart {

  static final int WIDTH = 540;
  static final int HEIGHT = 300;

  private static final Color TEXT = new Color(1, 1, 0);
  private static final Color GRID = new Color(1, 1, 1);
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final String id;
  private final String title;
  private final XYChart chart;
  private final List<String> key = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param id unique within the page; letters
   * @param title what the chart shows, with units
   * @param decimals pattern of the labels of the vertical axis, such as {@code 0.0}
   */
  public LineChart(String id, String title, String decimals) {
    this.id = id;
    this.title = title;
    this.chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).theme(ChartTheme.XChart).build();
    style(chart.getStyler());
    chart.getStyler().setYAxisDecimalPattern(decimals);
  }

  private static void style(XYStyler style) {
    style.setBaseFont(FONT);
    style.setAxisTickLabelsFont(FONT);
    style.setChartFontColor(TEXT);
    style.setAxisTickLabelsColor(TEXT);
    style.setAxisTickMarksColor(GRID);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotBorderVisible(false);
    style.setPlotBackgroundColor(NOTHING);
    style.setChartBackgroundColor(NOTHING);
    style.setChartTitleVisible(false);
    style.setLegendVisible(false);
    style.setAxisTitlesVisible(false);
    style.setYAxisLabelAlignment(TextAlignment.Right);
    style.setXAxisDecimalPattern("#,##0");
    style.setXAxisTickMarkSpacingHint(90);
    style.setPlotContentSize(0.97);
    style.setChartPadding(6);
  }

  /**
   * Fixes the range of the vertical axis; otherwise it follows the data.
   *
   * @param min lowest value shown
   * @param max highest value shown
   * @return this chart
   */
  public LineChart range(double min, double max) {
    chart.getStyler().setYAxisMin(min);
    chart.getStyler().setYAxisMax(max);
    return this;
  }

  /**
   * Makes the vertical axis logarithmic.
   *
   * @return this chart
   */
  public LineChart logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(true);
    return this;
  }

  /**
   * Adds a line.
   *
   * @param name its name in the key, unique within the chart
   * @param ink how it is drawn
   * @param x horizontal positions, ascending, at least one
   * @param y vertical positions, as many
   * @return this chart
   */
  public LineChart line(String name, Ink ink, List<? extends Number> x, List<Double> y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(ink.marker());
    series.setLineStyle(ink.stroke());
    key.add(
        String.format(
            "<li><svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" viewBox=\"0 0 28 8\""
                + " aria-hidden=\"true\"><path d=\"M1 4H27\"/></svg>%s</li>",
            ink.cssClass(), Html.escape(name)));
    return this;
  }

  /**
   * The chart.
   *
   * @param caption how to read it, plain text
   * @return a {@code figure} element
   */
  public String toHtml(String caption) {
    return String.format(
        "<figure>%n<h3>%s</h3>%n<ul class=\"key\">%s</ul>%n%s%n<p class=\"axis\">iteration</p>%n"
            + "<figcaption>%s</figcaption>%n</figure>%n",
        Html.escape(title),
        String.join("", key),
        Svg.inline(draw(), id, title + ". " + caption),
        Html.escape(caption));
  }

  private String draw() {
    RoundTicks.take(chart);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString(StandardCharsets.UTF_8);
  }
}
