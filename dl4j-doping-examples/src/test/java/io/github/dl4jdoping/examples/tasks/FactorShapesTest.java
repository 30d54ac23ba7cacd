package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.MatrixShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorShapesTest {

  private static final MatrixShape MEDIUM = MatrixShape.lstm(650, 650);

  @Test
  void squareOnesAreBalanced() {
    assertThat(FactorShapes.SQUARE.structure(MEDIUM, 2)).isEqualTo(Kronecker.balanced(2));
  }

  /** As many parameters as the square ones of these shapes, and a far lower rank. */
  @ParameterizedTest
  @CsvSource({"64, 32, 4, 2, 64", "200, 40, 10, 5, 80", "650, 130, 10, 5, 260"})
  void longOnesAreATallAndAWideOne(int units, long p1, long q1, long p2, long q2) {
    MatrixShape shape = MatrixShape.lstm(units, units);

    Kronecker structure = new FactorShapes("long").structure(shape, 1);

    assertThat(structure).isEqualTo(Kronecker.of(p1, q1, p2, q2));
    assertThat(structure.matrix(shape).parameterCount())
        .isEqualTo(Kronecker.balanced().matrix(shape).parameterCount());
  }

  @Test
  void sizesAreTakenAsTheyAre() {
    FactorShapes shapes = new FactorShapes("13,20,50,130");
    assertThat(shapes.structure(MEDIUM, 3)).isEqualTo(Kronecker.of(13, 20, 50, 130, 3));
    assertThat(shapes).isEqualTo(new FactorShapes(shapes.toString())).hasToString("13x20x50x130");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "oblong", "1,2,3", "1,2,3,4,5", "0,2,3,4", "-1,2,3,4"})
  void otherNamesAreErrors(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FactorShapes(name))
        .withMessageContaining("expected square, long,");
  }

  @Test
  void aMatrixThatIsTooSmallIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FactorShapes("long").structure(new MatrixShape(2, 2, 1), 1))
        .withMessageContaining("[2, 2]")
        .withMessageContaining("use square");
  }
}
