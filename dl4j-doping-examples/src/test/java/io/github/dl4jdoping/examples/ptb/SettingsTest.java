package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.tasks.Variant;
import org.junit.jupiter.api.Test;

class SettingsTest {

  /** Java's deserialisation leaves out what a stream does not have. */
  @Test
  void settingsFromBeforeThereWereGranularitiesAreUnstructured() {
    Settings now = TestSettings.with(Variant.PRUNE);
    Settings before =
        new Settings(
            now.preset(),
            now.variant(),
            now.factor(),
            now.terms(),
            now.rowDropout(),
            now.rowDropoutUntil(),
            now.annealFrom(),
            now.annealTo(),
            now.every(),
            now.dropout(),
            now.epochs(),
            now.lr(),
            now.decayFrom(),
            now.decay(),
            now.clip(),
            now.limit(),
            now.seed(),
            null);
    assertThat(before).isEqualTo(now);
    assertThat(before.asMap()).containsEntry("granularity", "unstructured");
  }
}
