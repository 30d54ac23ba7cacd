package io.github.dl4jdoping.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {

  @Test
  void everyCharacterHasItsNumberInTheOrderOfCodes() {
    Characters characters = Characters.of("banana\n");
    assertThat(characters.numbers("\nabn")).containsExactly(0, 1, 2, 3);
    assertThat(characters.size()).isEqualTo(5);
  }

  @Test
  void whatTheTextHasNotIsOneUnknownCharacterWithinTheSize() {
    Characters characters = Characters.of("ab");
    assertThat(characters.numbers("xay")).containsExactly(2, 0, 2);
    assertThat(characters.size()).isEqualTo(3);
  }
}
