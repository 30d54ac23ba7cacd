package io.github.dl4jdoping.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contender with its arrays, and the times of its calls. */
final class Runner implements AutoCloseable {

  /** So many calls are timed, however long they take. */
  private static final int LEAST = 3;

  private final String name;
  private final Contender contender;
  private final int steps;
  private final float[] in;
  private final Duration warmUp;
  private final float[] out;
  private final List<Double> micros = new ArrayList<>();

  /**
   * Takes over a contender.
   *
   * @param name in the results
   * @param contender closed with this
   * @param steps number of time steps in a call
   * @param in inputs of a call
   * @param warmUp time to run before the first call that counts
   */
  Runner(String name, Contender contender, int steps, float[] in, Duration warmUp) {
    this.name = name;
    this.contender = contender;
    this.steps = steps;
    this.in = in;
    this.warmUp = warmUp;
    out = new float[in.length];
  }

  String name() {
    return name;
  }

  /** Runs without keeping the times. */
  void warmUp() {
    time(warmUp);
  }

  /**
   * Takes its turn: runs for some time, at least once, and keeps the time of each call. If there is
   * more than one, the first is left out: it finds other contenders' data in the caches.
   *
   * @param turn time of one turn
   * @param turns number of turns that the others take; one who needs longer for a call takes fewer
   */
  void measure(Duration turn, int turns) {
    double spent = micros.stream().mapToDouble(Double::doubleValue).sum() * steps;
    if (micros.size() >= LEAST && spent * 1000 > (double) turn.toNanos() * turns) {
      return;
    }
    List<Double> times = time(turn);
    micros.addAll(times.subList(times.size() > 1 ? 1 : 0, times.size()));
  }

  private List<Double> time(Duration duration) {
    List<Double> times = new ArrayList<>();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long now;
    do {
      contender.run(in, out);
      now = System.nanoTime();
      times.add((now - start) / 1000.0 / steps);
      start = now;
    } while (now < end);
    return times;
  }

  /** The median of the times that were kept, in microseconds for one step. */
  double median() {
    return Median.of(micros);
  }

  @Override
  public void close() {
    contender.close();
  }
}
