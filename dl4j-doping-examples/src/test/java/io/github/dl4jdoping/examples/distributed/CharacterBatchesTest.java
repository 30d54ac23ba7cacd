package io.github.dl4jdoping.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class CharacterBatchesTest {

  private static int[] text(int length) {
    return IntStream.range(0, length).toArray();
  }

  @Test
  void labelsAreTheCharactersThatFollow() {
    List<DataSet> batches = new CharacterBatches(2, 3).cut(text(13));
    assertThat(batches).hasSize(2);
    DataSet second = batches.get(1);
    assertThat(second.getFeatures().shape()).containsExactly(2, 1, 3);
    assertThat(second.getFeatures().dup().data().asInt()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(second.getLabels().dup().data().asInt()).containsExactly(7, 8, 9, 10, 11, 12);
  }

  @Test
  void theRestThatMakesNoWholeMinibatchIsDropped() {
    assertThat(new CharacterBatches(2, 3).cut(text(12))).hasSize(1);
    assertThat(new CharacterBatches(2, 3).cut(text(18))).hasSize(2);
  }

  @Test
  void aTextThatIsTooShortIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CharacterBatches(2, 3).cut(text(6)))
        .withMessageContaining("needs 7 characters")
        .withMessageContaining("the text has 6");
  }

  @Test
  void sizesBelowOneAreAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CharacterBatches(0, 3))
        .withMessageContaining("got 0 of 3");
  }
}
