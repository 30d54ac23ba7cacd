package io.github.dl4jdoping.examples.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An estimate of the time that a list of runs still takes: the rest of one, and the others whole. */
final class TimeLeft {

  private final List<Double> finishedMinutes = new ArrayList<>();

  /**
   * Tells how long a run took.
   *
   * @param minutes of the whole run
   */
  void finished(double minutes) {
    finishedMinutes.add(minutes);
  }

  /**
   * Estimates.
   *
   * @param spent on the present run
   * @param step of the present run, at least 1
   * @param steps of the present run
   * @param waiting number of runs after it
   * @return the present run at its speed so far, the others as long as finished ones on average, or
   *     as this one if none is finished
   */
  Duration of(Duration spent, int step, int steps, int waiting) {
    double whole = minutes(spent) * steps / step;
    double each = finishedMinutes.stream().mapToDouble(Double::doubleValue).average().orElse(whole);
    return Duration.ofSeconds(Math.round(60 * (whole - minutes(spent) + waiting * each)));
  }

  static double minutes(Duration time) {
    return time.toMillis() / 60_000.0;
  }

  /**
   * A duration for people.
   *
   * @param time not negative
   * @return such as {@code 3 h 05 min}
   */
  static String text(Duration time) {
    return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
  }
}
