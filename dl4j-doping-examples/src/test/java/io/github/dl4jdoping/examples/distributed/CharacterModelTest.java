package io.github.dl4jdoping.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.training.DopingListener;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class CharacterModelTest {

  private static final CharacterModel MODEL = new CharacterModel(16, 3, 1);

  private static MultiLayerNetwork network(int characters, int iterations) {
    MultiLayerNetwork network = new MultiLayerNetwork(MODEL.configuration(characters, iterations));
    network.init();
    return network;
  }

  private static List<DataSet> batches(Characters characters, String text) {
    return new CharacterBatches(2, 8).cut(characters.numbers(text));
  }

  @Test
  void learnsARhymeAndEndsWithExactDensity() {
    String text = "abcd".repeat(200);
    Characters characters = Characters.of(text);
    List<DataSet> batches = batches(characters, text);
    MultiLayerNetwork network = network(characters.size(), batches.size());
    network.setListeners(new DopingListener());
    assertThat(CharacterPerplexity.of(network, batches)).isGreaterThan(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> ExactDensity.require(network))
        .withMessageContaining("W has 4096 non-zeros; planned were");
    batches.forEach(network::fit);
    assertThat(CharacterPerplexity.of(network, batches)).isBetween(1.0, 1.5);
    ExactDensity.require(network);
  }

  @Test
  void aNetworkThatKnowsNothingHasThePerplexityOfAllCharacters() {
    Characters characters = Characters.of("abcd");
    MultiLayerNetwork network = network(characters.size(), 20);
    network.params().assign(0);
    List<DataSet> batches = batches(characters, "abcd".repeat(20));
    assertThat(CharacterPerplexity.of(network, batches)).isCloseTo(5, within(1e-5));
  }

  @Test
  void tooFewIterationsAreAnErrorThatSaysWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MODEL.configuration(5, 19))
        .withMessageContaining("at least 20 iterations; there would be 19")
        .withMessageContaining("fewer workers");
  }
}
