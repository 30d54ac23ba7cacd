package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixShapeTest {

  @Test
  void anLstmHasFourBlocksOfItsUnits() {
    MatrixShape shape = MatrixShape.lstm(5, 3);
    assertThat(shape).isEqualTo(new MatrixShape(5, 12, 4)).hasToString("[5, 12]");
    assertThat(shape.blockColumns()).isEqualTo(3);
    assertThat(shape.size()).isEqualTo(60);
    assertThat(shape.smallerSide()).isEqualTo(5);
    assertThat(MatrixShape.lstm(50, 3).smallerSide()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"0, 12, 4", "5, 0, 4", "5, 12, 0", "-5, 12, 4", "5, 12, -4", "5, 10, 4"})
  void sizesThatAreNoMatrixAreRefused(long rows, long columns, int blocks) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatrixShape(rows, columns, blocks))
        .withMessageContainingAll("rows " + rows, "columns " + columns, "blocks " + blocks);
  }
}
