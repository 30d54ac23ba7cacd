package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.structure.MatrixShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantTest {

  @ParameterizedTest
  @CsvSource({
    "LMF,200,10,16000",
    "HMD,200,10,16000",
    "LMF,650,25,67600",
    "HMD,650,25,67600",
    "DOPED_LMF,650,10,42250",
    "DOPED_HMD,650,10,42250",
  })
  void structuresTakeAsMuchOfTheirBudgetAsTheyCan(
      Variant variant, int units, double factor, long budget) {
    MatrixShape shape = MatrixShape.lstm(units, units);

    long parameters =
        variant.structure(shape, factor, 1, FactorShapes.SQUARE).matrix(shape).parameterCount();

    long oneMore = variant.toString().endsWith("lmf") ? 5L * units : 4L * units;
    assertThat(parameters).isBetween(budget - oneMore, budget);
  }

  @Test
  void aKroneckerProductHasTheSizeOfItsFactorsAndTerms() {
    MatrixShape shape = MatrixShape.lstm(200, 200);

    assertThat(
            Variant.KP.structure(shape, 10, 1, FactorShapes.SQUARE).matrix(shape).parameterCount())
        .isEqualTo(800);
    assertThat(
            Variant.DOPED_KP
                .structure(shape, 99, 3, FactorShapes.SQUARE)
                .matrix(shape)
                .parameterCount())
        .isEqualTo(2400);
  }

  @Test
  void tooSmallABudgetGivesTheSmallestStructure() {
    MatrixShape shape = MatrixShape.lstm(64, 64);

    assertThat(
            Variant.LMF
                .structure(shape, 1000, 1, FactorShapes.SQUARE)
                .matrix(shape)
                .parameterCount())
        .isEqualTo(64 + 256);
    assertThat(
            Variant.HMD
                .structure(shape, 1000, 1, FactorShapes.SQUARE)
                .matrix(shape)
                .parameterCount())
        .isEqualTo(4 * (64 + 2 * 64));
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(Variant.values())
        .extracting(Variant::toString)
        .containsExactly(
            "dense", "kp", "lmf", "hmd", "prune", "doped-kp", "doped-lmf", "doped-hmd");
    assertThat(Variant.STRUCTURE_SHARE).isCloseTo(0.25, within(0.0));
  }
}
