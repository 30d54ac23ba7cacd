package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A spectrogram, and below it, at the same places, the probability of each digit. */
final class ListeningPicture {

  private static final int WIDTH = 900;
  private static final int SPECTROGRAM = 128;
  private static final int CHART = 240;
  private static final int TOP = 26;
  private static final int MARGIN = 8;
  private static final double DARKEST = -2;
  private static final double BRIGHTEST = 2.5;
  private static final double SECONDS = Pace.PERIOD / 1e9;
  private static final Color WRONG = new Color(0xADB5BD);
  private static final Color[] SPOKEN = {
    new Color(0x1C7ED6),
    new Color(0xE8590C),
    new Color(0x2F9E44),
    new Color(0xAE3EC9),
    new Color(0xC92A2A),
    new Color(0x087F5B)
  };

  private final Listening listening;
  private final int frames;

  ListeningPicture(Listening listening) {
    this.listening = listening;
    this.frames = listening.frames().size();
  }

  /**
   * Writes the picture.
   *
   * @param file PNG to be created or replaced
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException {
    BufferedImage picture = picture();
    WholeFile.write(file, side -> ImageIO.write(picture, "png", side.toFile()));
  }

  private BufferedImage picture() {
    BufferedImage picture =
        new BufferedImage(WIDTH, TOP + SPECTROGRAM + CHART, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    XYChart chart = chart();
    graphics.translate(0, TOP + SPECTROGRAM);
    chart.paint(graphics, WIDTH, CHART);
    graphics.translate(0, -TOP - SPECTROGRAM);
    drawSpectrogram(graphics, chart);
    graphics.dispose();
    return picture;
  }

  /** The chart decides where its axis begins and ends; the spectrogram follows. */
  private void drawSpectrogram(Graphics2D graphics, XYChart chart) {
    int left = (int) chart.getScreenXFromChart(0);
    int right = (int) chart.getScreenXFromChart(frames * SECONDS);
    graphics.drawImage(spectrogram(), left, TOP, right - left, SPECTROGRAM, null);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    graphics.setStroke(new BasicStroke(2));
    for (int i = 0; i < listening.recordings().size(); i++) {
      int x = (int) chart.getScreenXFromChart(listening.starts().get(i) * SECONDS);
      int digit = listening.recordings().get(i).digit();
      graphics.setColor(colourOf(digit));
      graphics.drawString("\"" + digit + "\"", x + 4, TOP - MARGIN);
      graphics.drawLine(x, TOP - MARGIN, x, TOP + SPECTROGRAM);
    }
  }

  private BufferedImage spectrogram() {
    BufferedImage image =
        new BufferedImage(frames, FrameExtractor.BANDS, BufferedImage.TYPE_INT_RGB);
    for (int step = 0; step < frames; step++) {
      for (int band = 0; band < FrameExtractor.BANDS; band++) {
        double value = listening.frames().get(step)[band];
        double light = (value - DARKEST) / (BRIGHTEST - DARKEST);
        image.setRGB(step, FrameExtractor.BANDS - 1 - band, colour(light));
      }
    }
    return image;
  }

  /** From white to dark blue. */
  private static int colour(double strength) {
    double s = Math.max(0, Math.min(1, strength));
    return new Color((int) (255 - 240 * s), (int) (255 - 200 * s), (int) (255 - 120 * s)).getRGB();
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(CHART).theme(ChartTheme.XChart).build();
    style(chart.getStyler());
    chart.setXAxisTitle("seconds");
    chart.setYAxisTitle("probability");
    List<Integer> spoken =
        listening.recordings().stream().map(Recording::digit).distinct().toList();
    for (int digit = 0; digit < Recording.DIGITS; digit++) {
      if (!spoken.contains(digit)) {
        add(chart, digit, WRONG);
      }
    }
    for (int digit : spoken) {
      add(chart, digit, colourOf(digit));
    }
    return chart;
  }

  private Color colourOf(int digit) {
    List<Integer> spoken = listening.recordings().stream().map(Recording::digit).toList();
    return SPOKEN[spoken.indexOf(digit) % SPOKEN.length];
  }

  private void add(XYChart chart, int digit, Color colour) {
    double[] seconds = IntStream.range(0, frames).mapToDouble(i -> (i + 0.5) * SECONDS).toArray();
    double[] probability = listening.probabilities().stream().mapToDouble(p -> p[digit]).toArray();
    XYSeries series = chart.addSeries(Integer.toString(digit), seconds, probability);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineWidth(colour.equals(WRONG) ? 1f : 2f);
  }

  private void style(XYStyler style) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    style.setBaseFont(font);
    style.setAxisTickLabelsFont(font);
    style.setAxisTitleFont(font);
    style.setLegendVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotContentSize(1);
    style.setXAxisMin(0.0);
    style.setXAxisMax(frames * SECONDS);
    style.setYAxisMin(0.0);
    style.setYAxisMax(1.0);
    style.setXAxisDecimalPattern("0.0");
    style.setYAxisDecimalPattern("0.0");
  }
}
