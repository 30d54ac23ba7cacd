package io.github.dl4jdoping.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * The lines of a chart: told apart by colour and by dashes. Colours are names that the style sheet
 * resolves, so that they suit a light and a dark page; {@link #marker} is the stand-in with which a
 * chart is drawn.
 */
public enum Ink {
  /** The reference that others are measured against. */
  REFERENCE(0, 1.6f, 0, 0),
  /** The subject of the page. */
  SUBJECT(1, 2.6f, 0, 0),
  /** A rival. */
  RIVAL(2, 1.8f, 7, 4),
  /** A second rival. */
  SECOND_RIVAL(3, 1.8f, 2.5f, 3.5f),
  /** A bound. */
  BOUND(4, 1.2f, 1, 4);

  private static final int MARKER = 1;
  private static final float MITER = 10;

  private final int number;
  private final float width;
  private final float dash;
  private final float gap;

  Ink(int number, float width, float dash, float gap) {
    this.number = number;
    this.width = width;
    this.dash = dash;
    this.gap = gap;
  }

  /** A colour that stands for this ink until {@link Svg} puts the style sheet's in its place. */
  Color marker() {
    return new Color(MARKER, 0, number);
  }

  BasicStroke stroke() {
    float[] dashes = dash == 0 ? null : new float[] {dash, gap};
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, MITER, dashes, 0);
  }

  /** The style sheet's class for a key to this ink. */
  String cssClass() {
    return "ink-" + number;
  }
}
