package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactSessionTest {

  private static final RandomWeights WEIGHTS = new RandomWeights(1);

  private static final CompactModel MODEL =
      CompactModel.of(
          List.of(
              WEIGHTS.lstm(6, 10, Family.KRONECKER, 0.1),
              WEIGHTS.lstm(10, 8, Family.HYBRID_WITH_FREE_UNITS, 0.1),
              new CompactLastStep(8),
              WEIGHTS.dense(8, 8, ActivationFunction.SOFTMAX),
              new CompactActivation(8, ActivationFunction.RELU)),
          Provenance.none("test"));

  private static final CompactModel LANGUAGE =
      CompactModel.of(
          List.of(WEIGHTS.embedding(50, 6), WEIGHTS.lstm(6, 5, Family.LOW_RANK, 0.1)),
          Provenance.none("test"));

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void aStepAllocatesNothing(int batch) {
    assertThat(allocatedBySteps(MODEL, batch)).isZero();
    assertThat(allocatedBySteps(LANGUAGE, batch)).isZero();
  }

  private static long allocatedBySteps(CompactModel model, int batch) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    CompactSession session = model.newSession(batch);
    float[] in = new float[batch * model.inputs()];
    float[] out = new float[batch * model.outputs()];
    long least = Long.MAX_VALUE;
    // While HotSpot still compiles, kernels on the Vector API put vectors on the heap.
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      steps(session, in, out, 5_000);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void steps(CompactSession session, float[] in, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      session.step(in, out);
    }
  }

  @Test
  void eightThreadsOnOneModelGiveTheBitsOfOne() throws Exception {
    float[] expected = history(MODEL.newSession(2));
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> history(MODEL.newSession(2)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<float[]> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).containsExactly(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float[] history(CompactSession session) {
    Streams streams = new Streams(MODEL, 500, 2, 5);
    return streams.stepThrough(session, MODEL.outputs());
  }

  @Test
  void aStreamDoesNotDependOnItsNeighbours() {
    CompactSession session = LANGUAGE.newSession(3);
    float[] out = new float[15];
    session.step(new float[] {7, 1, 2}, out);
    session.step(new float[] {8, 49, 0}, out);

    CompactSession other = LANGUAGE.newSession(3);
    float[] expected = new float[15];
    other.step(new float[] {7, 30, 31}, expected);
    other.step(new float[] {8, 32, 33}, expected);
    assertThat(Arrays.copyOf(out, 5)).containsExactly(Arrays.copyOf(expected, 5));
    assertThat(out).isNotEqualTo(expected);
  }

  @Test
  void aStateCanBeTakenAndGivenBack() {
    Streams streams = new Streams(MODEL, 4, 2, 6);
    CompactSession session = MODEL.newSession(2);
    session.run(streams.sequence());
    float[] state = session.state();
    float[] expected = streams.stepThrough(session, 8);

    CompactSession other = MODEL.newSession(2);
    other.setState(state);
    assertThat(streams.stepThrough(other, 8)).containsExactly(expected);
    assertThat(state).hasSize(2 * 2 * (10 + 8)).isNotEqualTo(session.state());
  }

  @Test
  void theStateIsThatOfTheLstms() {
    CompactLstm lstm = WEIGHTS.lstm(2, 3, Family.ZERO, 0.5);
    CompactModel model = CompactModel.of(List.of(lstm), Provenance.none("test"));
    CompactSession session = model.newSession(2);
    float[] out = new float[6];
    session.step(new float[] {1, 2, 3, 4}, out);
    assertThat(Arrays.copyOf(session.state(), 6)).containsExactly(out);
  }

  @Test
  void resettingForgets() {
    Streams streams = new Streams(MODEL, 4, 2, 6);
    CompactSession session = MODEL.newSession(2);
    float[] first = streams.stepThrough(session, 8);
    session.reset();
    assertThat(session.state()).containsOnly(0);
    assertThat(streams.stepThrough(session, 8)).containsExactly(first);
  }

  @Test
  void oneStreamCanBeResetAlone() {
    CompactSession session = MODEL.newSession(3);
    float[] ones = new float[3 * 2 * 18];
    Arrays.fill(ones, 1);
    session.setState(ones);
    session.reset(1);

    float[] state = session.state();
    int at = 0;
    for (int units : new int[] {10, 10, 8, 8}) {
      for (int stream = 0; stream < 3; stream++) {
        for (int j = 0; j < units; j++) {
          assertThat(state[at++]).isEqualTo(stream == 1 ? 0 : 1);
        }
      }
    }
    assertThatThrownBy(() -> session.reset(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void inputAndOutputMayBeOneArray() {
    CompactModel model =
        CompactModel.of(
            List.of(WEIGHTS.lstm(4, 4, Family.KRONECKER, 0.2)), Provenance.none("test"));
    float[] both = {1, -2, 3, 0.5f};
    float[] out = new float[4];
    model.newSession().step(both, out);
    model.newSession().step(both, both);
    assertThat(both).containsExactly(out);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 50, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f, -1e-30f})
  void anImpossibleIndexIsRefusedBeforeAnythingChanges(float index) {
    CompactSession session = LANGUAGE.newSession(2);
    session.step(new float[] {3, 4}, new float[10]);
    float[] state = session.state();
    assertThatThrownBy(() -> session.step(new float[] {3, index}, new float[10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 50)")
        .hasMessageContaining("value 1 is " + index);
    assertThatThrownBy(() -> session.run(new float[] {1, 2, 3, index}))
        .hasMessageContaining("value 3 is " + index);
    assertThat(session.state()).containsExactly(state);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void inputsThatAreNotFiniteAreRefusedBeforeAnythingChanges(float value) {
    CompactSession session = MODEL.newSession();
    session.step(new float[] {1, 2, 3, 4, 5, 6}, new float[8]);
    float[] state = session.state();
    for (int i = 0; i < 6; i++) {
      float[] in = new float[6];
      in[i] = value;
      assertThatThrownBy(() -> session.step(in, new float[8]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("value ")
          .hasMessageContaining("is " + value);
    }
    assertThat(session.state()).containsExactly(state);
  }

  @Test
  void largeInputsAreNoTrouble() {
    float[] in = {1e30f, -1e30f, Float.MIN_VALUE, 0, -0f, 1};
    float[] out = new float[8];
    MODEL.newSession().step(in, out);
    for (float value : out) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void wrongLengthsAreRefused() {
    CompactSession session = MODEL.newSession(2);
    assertThatThrownBy(() -> session.step(new float[6], new float[16]))
        .hasMessageContaining("2 x 6 inputs")
        .hasMessageContaining("got an array of 6");
    assertThatThrownBy(() -> session.step(new float[12], new float[15]))
        .hasMessageContaining("2 x 8 outputs");
    assertThatThrownBy(() -> session.run(new float[0])).hasMessageContaining("at least one step");
    assertThatThrownBy(() -> session.run(new float[13])).hasMessageContaining("2 x 6 inputs");
    assertThatThrownBy(() -> session.setState(new float[3])).hasMessageContaining("72 values");
    float[] notFinite = new float[72];
    notFinite[71] = Float.NaN;
    assertThatThrownBy(() -> session.setState(notFinite)).hasMessageContaining("value 71 is NaN");
    assertThatThrownBy(() -> MODEL.newSession(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBidirectionalModelCannotStep() {
    CompactLstm lstm = WEIGHTS.lstm(2, 3, Family.ZERO, 0.5);
    CompactModel model =
        CompactModel.of(
            List.of(new CompactBidirectional(lstm, lstm, CompactBidirectional.Mode.ADD)),
            Provenance.none("test"));
    assertThat(model.streams()).isFalse();
    assertThat(MODEL.streams()).isTrue();
    assertThatThrownBy(() -> model.newSession().step(new float[2], new float[3]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call run");
  }
}
