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
  REFERENCE(1.6f),
  /** The subject of the page. */
  SUBJECT(2.6f),
  /** A rival. */
  RIVAL(1.8f, 7, 4),
  /** A second rival. */
  SECOND_RIVAL(1.8f, 2.5f, 3.5f),
  /** A bound. */
  BOUND(1.2f, 1, 4);

  private static final int MARKER = 1;

  private final float width;
  private final float[] dashes;

  Ink(float width, float... dashes) {
    this.width = width;
    this.dashes = dashes.length == 0 ? null : dashes;
  }

  /** A colour that stands for this ink until {@link Svg} puts the style sheet's in its place. */
  Color marker() {
    return new Color(MARKER, 0, ordinal());
  }

  BasicStroke stroke() {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /** The style sheet's class for a key to this ink. */
  String cssClass() {
    return "ink-" + ordinal();
  }
}
