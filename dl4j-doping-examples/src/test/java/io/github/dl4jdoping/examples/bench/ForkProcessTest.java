package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForkProcessTest {

  /** Without the profile that adds the peers, a fork finds this program and refuses. */
  @Test
  void saysWhichForkFailed() {
    Environment environment =
        Environment.all(List.of(JavaHome.current()), List.of(KernelChoice.VECTOR)).get(0);
    Job job = new Job(new Shape(8, 1, 2), SupportKind.ANY, List.of(4));
    assertThatIOException()
        .isThrownBy(() -> ForkProcess.run(environment, job, 0.01))
        .withMessageMatching("The fork for n8 batch 2 any on JDK \\d+, vector .* status 1\\.");
  }
}
