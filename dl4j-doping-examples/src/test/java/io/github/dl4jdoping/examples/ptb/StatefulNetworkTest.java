package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.examples.tasks.Variant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class StatefulNetworkTest {

  private static final int WORDS = 30;

  @Test
  void aTextCutIntoSegmentsIsAsLikelyAsInOnePiece() {
    StatefulNetwork network = network();
    int[] text = text(203);

    double whole = Perplexity.of(network, new Segments(text, 2, 1000));
    double cut = Perplexity.of(network, new Segments(text, 2, 7));
    double forgetting = forgettingPerplexity(network, new Segments(text, 2, 7));

    assertThat(cut).isCloseTo(whole, within(1e-4));
    assertThat(forgetting).isNotCloseTo(whole, within(1e-3));
  }

  @Test
  void trainingStartsWhereTheSegmentBeforeEnded() {
    Segments segments = new Segments(text(300), 2, 35);
    StatefulNetwork carrying = network();
    StatefulNetwork forgetting = network();

    carrying.fit(segments.get(0));
    forgetting.fit(segments.get(0));
    INDArray before = CarriedState.of(carrying).training().get(0).values().iterator().next();
    forgetting.rnnClearPreviousState();
    double carried = carrying.fit(segments.get(1));
    double forgotten = forgetting.fit(segments.get(1));

    assertThat(before.norm2Number().doubleValue()).isPositive();
    assertThat(carried).isNotCloseTo(forgotten, within(1e-4));
  }

  @Test
  void evaluationLeavesTrainingAsItWas() {
    Segments segments = new Segments(text(300), 2, 35);
    StatefulNetwork disturbed = network();
    StatefulNetwork undisturbed = network();

    disturbed.fit(segments.get(0));
    undisturbed.fit(segments.get(0));
    Perplexity.of(disturbed, new Segments(text(90), 3, 35));
    disturbed.fit(segments.get(1));
    undisturbed.fit(segments.get(1));

    assertThat(disturbed.params()).isEqualTo(undisturbed.params());
    assertThat(CarriedState.of(disturbed)).isEqualTo(CarriedState.of(undisturbed));
  }

  @Test
  void lossIsSummedOverTheTokensOfTheSegment() {
    StatefulNetwork network = network();
    network.params().assign(0);

    Segment segment = new Segments(text(300), 4, 35).get(0);

    assertThat(network.evaluate(segment))
        .isCloseTo(segment.tokens() * Math.log(WORDS), within(1e-3));
    network.rnnClearPreviousState();
    assertThat(network.fit(segment)).isCloseTo(segment.tokens() * Math.log(WORDS), within(1e-3));
  }

  @Test
  void aModelThatKnowsNothingHasThePerplexityOfTheVocabulary() {
    StatefulNetwork network = network();
    network.params().assign(0);

    assertThat(Perplexity.of(network, new Segments(text(500), 5, 35)))
        .isCloseTo(WORDS, within(1e-4));
  }

  private static double forgettingPerplexity(StatefulNetwork network, Segments segments) {
    double loss = 0;
    for (int i = 0; i < segments.count(); i++) {
      network.rnnClearPreviousState();
      loss += network.evaluate(segments.get(i));
    }
    return Math.exp(loss / segments.predictions());
  }

  private static StatefulNetwork network() {
    Settings settings = TestSettings.with(Variant.DENSE);
    StatefulNetwork network = new StatefulNetwork(LanguageModel.configuration(settings, WORDS, 10));
    network.init();
    // Larger than Zaremba's, so that the state matters at once.
    network.params().muli(8);
    return network;
  }

  private static int[] text(int tokens) {
    return IntStream.range(0, tokens).map(i -> (i * i + i / 3) % WORDS).toArray();
  }
}
