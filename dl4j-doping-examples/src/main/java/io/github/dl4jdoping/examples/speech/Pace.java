package io.github.dl4jdoping.examples.speech;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When a stream's samples arrive: {@link FrameExtractor#HOP} every 10 ms, or at once. */
final class Pace {

  /** Nanoseconds between two pieces of sound. */
  static final long PERIOD =
      TimeUnit.SECONDS.toNanos(1) * FrameExtractor.HOP / Recording.SAMPLE_RATE;

  private final boolean realTime;
  private long due;
  private int pieces;
  private int late;

  private Pace(boolean realTime, long start) {
    this.realTime = realTime;
    this.due = start;
  }

  /**
   * Samples as a microphone gives them.
   *
   * @param start when they begin, in {@link System#nanoTime}
   * @return a new pace
   */
  static Pace realTime(long start) {
    return new Pace(true, start);
  }

  /**
   * Samples as fast as they are taken.
   *
   * @return a new pace
   */
  static Pace fullSpeed() {
    return new Pace(false, 0);
  }

  /** Waits for the next piece of sound. */
  void await() {
    if (!realTime) {
      return;
    }
    due += PERIOD;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The piece is dealt with: it is late if the one after it has arrived meanwhile. */
  void done() {
    pieces++;
    if (realTime && System.nanoTime() - due > PERIOD) {
      late++;
    }
  }

  /**
   * How many pieces were dealt with.
   *
   * @return late ones included
   */
  int pieces() {
    return pieces;
  }

  int late() {
    return late;
  }
}
