package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnstructuredDenseTest extends StructuredMatrixContract {

  @Override
  List<Example> examples() {
    return List.of(
        Example.of(Unstructured.dense(), 5, 12, 4, 60),
        Example.of(Unstructured.dense(), 7, 8, 1, 56),
        Example.of(Unstructured.dense(), 1, 8, 4, 8));
  }

  @Override
  Example large() {
    return Example.of(Unstructured.dense(), 650, 2600, 4, 650 * 2600);
  }

  @Override
  double[][] definition(Example example, Params params) {
    return params.get("D").toDoubleMatrix();
  }

  @Test
  void everyEntryIsAParameter() {
    assertThat(Unstructured.dense().matrix(new MatrixShape(5, 12, 4)).slots())
        .containsExactly(new ParamSlot("D", 5, 12, 1, 1));
    assertThat(Unstructured.dense()).isNotEqualTo(Unstructured.none());
  }
}
