package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandwidthTest {

  @Test
  void readsSomeGigabytesASecond() {
    // A factor of thousands off, as a wrong unit is, falls outside on any machine.
    assertThat(Bandwidth.bytesPerMicrosecond(100_000)).isBetween(1e3, 2e6);
  }
}
