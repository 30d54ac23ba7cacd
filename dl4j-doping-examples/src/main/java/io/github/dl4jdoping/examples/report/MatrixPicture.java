package io.github.dl4jdoping.examples.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** The signs of a sparse matrix as a picture, one pixel for each entry. */
public final class MatrixPicture {

  /** Colours of medium lightness, seen well on white and on black. */
  private static final int POSITIVE = 0xFF1C7ED6;

  private static final int NEGATIVE = 0xFFE8590C;

  private MatrixPicture() {}

  /**
   * Draws a matrix.
   *
   * @param rows number of rows, drawn downwards
   * @param columns number of columns, drawn to the right
   * @param sign gives the sign of the entry at a row and column; a zero stays transparent
   * @param label what the picture shows, for those who cannot see it
   * @return an {@code img} element with the picture inside
   */
  public static String html(int rows, int columns, IntBinaryOperator sign, String label) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int value = sign.applyAsInt(row, column);
        if (value != 0) {
          image.setRGB(column, row, value > 0 ? POSITIVE : NEGATIVE);
        }
      }
    }
    return String.format(
        "<img class=\"matrix\" width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/png;base64,%s\"/>",
        columns, rows, Html.escape(label), Base64.getEncoder().encodeToString(png(image)));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
