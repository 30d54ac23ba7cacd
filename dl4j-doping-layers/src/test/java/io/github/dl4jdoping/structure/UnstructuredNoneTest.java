package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnstructuredNoneTest extends StructuredMatrixContract {

  @Override
  List<Example> examples() {
    return List.of(
        Example.of(Unstructured.none(), 5, 12, 4, 0),
        Example.of(Unstructured.none(), 7, 8, 1, 0),
        Example.of(Unstructured.none(), 1, 8, 4, 0));
  }

  @Override
  Example large() {
    return Example.of(Unstructured.none(), 650, 2600, 4, 0);
  }

  @Override
  double[][] definition(Example example, Params params) {
    return new double[(int) example.shape().rows()][(int) example.shape().columns()];
  }

  @Test
  void hasNoParameters() {
    assertThat(Unstructured.none().slotNames()).isEmpty();
    assertThat(Unstructured.none()).hasToString("Unstructured.none()");
    assertThat(Unstructured.dense()).hasToString("Unstructured.dense()");
  }
}
