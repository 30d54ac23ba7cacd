package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GrammarStateTest {

  private final Grammar grammar = new Grammar(2, 1, 2, 2, 1);

  @Test
  void atTheStartWordsAssignmentsAndOpeningsArePossible() {
    double[] next = new GrammarState(grammar).next();
    // Three shares: words, assignments, openings.
    assertThat(next[grammar.value(0, 0)]).isEqualTo(1 / 6.0);
    assertThat(next[grammar.opening(1)]).isEqualTo(1 / 6.0);
    assertThat(next[grammar.word(0)] + next[grammar.word(1)]).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(next[grammar.word(0)]).isGreaterThan(next[grammar.word(1)]);
    assertThat(next[Grammar.END]).isZero();
    assertThat(next[grammar.question(0)]).isZero();
    assertThat(Arrays.stream(next).sum()).isEqualTo(1, within(1e-12));
  }

  @Test
  void theOrderOfTheWordsDependsOnTheBlock() {
    GrammarState state = after(grammar.opening(0));
    double[] next = state.next();
    assertThat(next[grammar.word(1)]).isGreaterThan(next[grammar.word(0)]);
  }

  @Test
  void aBlockClosesWithItsOwnName() {
    GrammarState state = after(grammar.opening(1), grammar.word(0), Grammar.END);
    assertThat(state.next()[grammar.closing(1)]).isEqualTo(1);
    assertThat(state.memoryDistance()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.read(grammar.closing(0)))
        .withMessage("The grammar forbids A> at position 3.");
  }

  @Test
  void noMoreBlocksOpenThanTheDepthAllows() {
    assertThat(after(grammar.opening(0)).next()[grammar.opening(0)]).isZero();
  }

  @Test
  void aQuestionIsAnsweredWithTheLastValue() {
    GrammarState state =
        after(grammar.value(0, 0), grammar.value(0, 1), grammar.word(0), grammar.question(0));
    assertThat(state.next()[grammar.value(0, 1)]).isEqualTo(1);
    assertThat(state.memoryDistance()).isEqualTo(3);
  }

  @Test
  void anAnswerCountsAsAMention() {
    GrammarState state =
        after(grammar.value(0, 1), grammar.question(0), grammar.value(0, 1), grammar.question(0));
    assertThat(state.memoryDistance()).isEqualTo(2);
  }

  @Test
  void afterAnAnswerStatementsGoOn() {
    GrammarState state = after(grammar.value(0, 1), grammar.question(0), grammar.value(0, 1));
    assertThat(state.memoryDistance()).isZero();
    assertThat(state.next()[grammar.question(0)]).isPositive();
  }

  private GrammarState after(int... symbols) {
    GrammarState state = new GrammarState(grammar);
    Arrays.stream(symbols).forEach(state::read);
    return state;
  }
}
