package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamsTest {

  private final List<Recording> recordings = Sounds.digits(3, 7);
  private final Normalisation normalisation =
      Normalisation.of(recordings.stream().map(Utterance::frames).toList());
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Says digit 4 in the frames from the fifth on, whatever it hears. */
  private FrameModel.Session alwaysFour() {
    return new FrameModel.Session() {
      private int frames;

      @Override
      public void step(float[] frame, float[] probabilities) {
        threads.add(Thread.currentThread());
        frames++;
        probabilities[4] = frames >= 5 ? 1 : 0;
        probabilities[7] = frames >= 5 ? 0 : 0.1f;
      }

      @Override
      public void reset() {
        frames = 0;
      }
    };
  }

  @Test
  void everyRecordingIsPlayedOnceWithAllOfItsFrames() {
    StreamResult result = new Streams(normalisation, recordings, 8).fullSpeed(this::alwaysFour);

    int frames = recordings.stream().mapToInt(r -> FrameExtractor.frames(r.samples().length)).sum();
    assertThat(result.recordings()).isEqualTo(30);
    assertThat(result.right()).isEqualTo(3);
    assertThat(result.accuracy()).isEqualTo(0.1);
    assertThat(result.network().count()).isEqualTo(frames);
    assertThat(result.features().count()).isEqualTo(frames);
    int pieces = recordings.stream().mapToInt(r -> (r.samples().length + 79) / 80).sum();
    assertThat(result.pieces()).isEqualTo(pieces);
    assertThat(result.lateShare()).isZero();
    assertThat(threads).hasSize(8);
  }

  @Test
  void inRealTimeAStreamGets100FramesASecondAtMost() {
    StreamResult result = new Streams(normalisation, recordings, 2).realTime(this::alwaysFour, 0.5);

    // Each recording loses the frames that its first window is short of.
    assertThat(result.network().count()).isBetween(20, 100);
    assertThat(result.seconds()).isBetween(0.45, 5.0);
    assertThat(result.timesRealTime()).isLessThan(2.1);
  }

  @Test
  @Timeout(30)
  void aFailingStreamIsNotSwallowed() {
    FrameModel broken =
        () ->
            new FrameModel.Session() {
              @Override
              public void step(float[] frame, float[] probabilities) {
                throw new IllegalStateException("no step today");
              }

              @Override
              public void reset() {
                // It has no state.
              }
            };

    assertThatThrownBy(() -> new Streams(normalisation, recordings, 2).fullSpeed(broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("A stream failed")
        .hasRootCauseMessage("no step today");
  }

  @Test
  void aStreamWithNothingToPlayIsRefused() {
    assertThatThrownBy(() -> new Streams(normalisation, recordings, 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 30 streams")
        .hasMessageContaining("got 31");
  }
}
