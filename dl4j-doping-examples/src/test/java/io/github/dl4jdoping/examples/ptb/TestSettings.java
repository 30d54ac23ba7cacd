package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.tasks.SupportGranularity;
import io.github.dl4jdoping.examples.tasks.Variant;

/** Settings for tests: the tiny network, annealed in the second of three epochs. */
final class TestSettings {

  private TestSettings() {}

  static Settings with(Variant variant) {
    return with(variant, 0.0, 0.0);
  }

  static Settings with(Variant variant, double rowDropout, double dropout) {
    return new Settings(
        Preset.TINY,
        variant,
        10.0,
        1,
        rowDropout,
        Double.POSITIVE_INFINITY,
        0.5,
        2.0,
        1,
        dropout,
        3,
        1.0,
        1,
        2.0,
        5.0,
        0,
        11L,
        SupportGranularity.UNSTRUCTURED);
  }
}
