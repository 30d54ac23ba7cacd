package io.github.dl4jdoping.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contender with its arrays, and the times of its calls. */
final class Runner implements AutoCloseable {

  private final String name;
  private final Contender contender;
  private final int steps;
  private final float[] in;
  private final float[] out;
  private final List<Double> micros = new ArrayList<>();

  /**
   * Takes over a contender.
   *
   * @param name in the results
   * @param contender closed with this
   * @param steps number of time steps in a call
   * @param in inputs of a call
   */
  Runner(String name, Contender contender, int steps, float[] in) {
    this.name = name;
    this.contender = contender;
    this.steps = steps;
    this.in = in;
    out = new float[in.length];
  }

  String name() {
    return name;
  }

  /** Runs for some time, at least once, without keeping the times. */
  void warmUp(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    do {
      contender.run(in, out);
    } while (System.nanoTime() < end);
  }

  /** Runs for some time, at least twice, and keeps the time of each call but the first. */
  void measure(Duration duration) {
    // The first call finds other contenders' data in the caches.
    contender.run(in, out);
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long now;
    do {
      contender.run(in, out);
      now = System.nanoTime();
      micros.add((now - start) / 1000.0 / steps);
      start = now;
    } while (now < end);
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
