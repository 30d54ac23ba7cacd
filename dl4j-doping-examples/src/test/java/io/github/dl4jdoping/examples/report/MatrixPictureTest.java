package io.github.dl4jdoping.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MatrixPictureTest {

  @Test
  void everyEntryIsAPixelInTheColourOfItsSign() throws IOException {
    int[][] signs = {{0, 1, 0}, {-1, 0, 0}};
    Element image =
        Xml.parse(MatrixPicture.html(2, 3, (row, column) -> signs[row][column], "a \"matrix\""))
            .getDocumentElement();
    assertThat(image.getAttribute("alt")).isEqualTo("a \"matrix\"");
    BufferedImage picture = picture(image.getAttribute("src"));
    assertThat(picture.getWidth()).isEqualTo(3);
    assertThat(picture.getHeight()).isEqualTo(2);
    assertThat(alpha(picture, 0, 0)).isZero();
    assertThat(alpha(picture, 1, 0)).isEqualTo(255);
    assertThat(alpha(picture, 0, 1)).isEqualTo(255);
    assertThat(picture.getRGB(1, 0)).isNotEqualTo(picture.getRGB(0, 1));
  }

  private static int alpha(BufferedImage picture, int column, int row) {
    return picture.getRGB(column, row) >>> 24;
  }

  private static BufferedImage picture(String source) throws IOException {
    String prefix = "data:image/png;base64,";
    assertThat(source).startsWith(prefix);
    byte[] file = Base64.getDecoder().decode(source.substring(prefix.length()));
    return ImageIO.read(new ByteArrayInputStream(file));
  }
}
