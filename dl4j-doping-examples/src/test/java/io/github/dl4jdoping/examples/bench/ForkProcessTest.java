package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkProcessTest {

  /** Without the profile that adds the peers, a fork finds this program and refuses. */
  @Test
  void saysWhichForkFailed() throws IOException {
    Environment.Choice here = Environment.Choice.of(System.getProperty("java.home"));
    Environment environment = Environment.named(List.of(here)).get(0);
    Job job = new Job(new Shape(8, 1, 2), SupportKind.ANY, List.of(4), false);
    assertThatIOException()
        .isThrownBy(() -> ForkProcess.run(environment, job, 0.01))
        .withMessageMatching("The fork for n8 batch 2 any on JDK \\d+, vector .* status 1\\.");
  }
}
