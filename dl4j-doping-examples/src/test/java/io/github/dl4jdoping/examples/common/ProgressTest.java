package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void linesCountFromWhereTheTaskWasResumed() {
    List<String> lines = new ArrayList<>();
    try (Progress progress = new Progress.Lines("Epoch 2", 40, 30, lines::add, Duration.ZERO)) {
      progress.step(() -> "loss 1");
      progress.step(() -> "loss 2");
    }

    assertThat(lines)
        .containsExactly("Epoch 2: 31 of 40 (77 %) loss 1", "Epoch 2: 32 of 40 (80 %) loss 2");
  }

  @Test
  void noLineAndNoNoteBeforeItIsTime() {
    List<String> lines = new ArrayList<>();
    try (Progress progress = new Progress.Lines("Epoch", 9, 0, lines::add, Duration.ofHours(1))) {
      progress.step(
          () -> {
            throw new AssertionError("asked for a note that is not shown");
          });
    }

    assertThat(lines).isEmpty();
  }
}
