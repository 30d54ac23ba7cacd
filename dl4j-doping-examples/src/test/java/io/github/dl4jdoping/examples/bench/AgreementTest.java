package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {

  private static final Shape SHAPE = new Shape(5, 2, 3);

  private final List<DenseLstm> network = DenseLstm.random(5, 2, 1);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 3", "7, 1, 1", "7, 2, 3"})
  void stockDl4jAgrees(int steps, int layers, int batch) {
    List<DenseLstm> small = DenseLstm.random(6, layers, 2);
    Agreement agreement = new Agreement(small, new Shape(6, layers, batch), steps);
    try (Contender dl4j = new Dl4jPeer().start(small, batch, steps)) {
      assertThat(agreement.require("dl4j", dl4j, 1e-6)).isPositive();
    }
  }

  @Test
  void forgottenStateIsNoticed() {
    Agreement agreement = new Agreement(network, SHAPE, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> agreement.require("it", new Forgetful(network), 1e-3))
        .withMessageContaining("it computes something else")
        .withMessageContaining("at most 0.0010 is rounding");
  }

  @Test
  void notANumberIsNoticed() {
    Contender nan = new Fixed(Float.NaN);
    Agreement agreement = new Agreement(network, SHAPE, 1);
    assertThatIllegalStateException().isThrownBy(() -> agreement.require("it", nan, 1e9));
  }

  /** Right in the first call, and from zero state in all others. */
  private record Forgetful(List<DenseLstm> network) implements Contender {

    @Override
    public void run(float[] in, float[] out) {
      try (Contender fresh = new Dl4jPeer().start(network, SHAPE.batch(), 1)) {
        fresh.run(in, out);
      }
    }

    @Override
    public void close() {
      // Nothing is kept.
    }
  }

  private record Fixed(float value) implements Contender {

    @Override
    public void run(float[] in, float[] out) {
      java.util.Arrays.fill(out, value);
    }

    @Override
    public void close() {
      // Nothing is kept.
    }
  }
}
