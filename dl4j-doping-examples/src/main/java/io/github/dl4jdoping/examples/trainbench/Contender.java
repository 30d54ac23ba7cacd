package io.github.dl4jdoping.examples.trainbench;

import io.github.dl4jdoping.conf.Doping;
import java.util.Locale;

/** What is trained, and in which phase of its doping. */
enum Contender {
  /** Stock Deeplearning4j: {@code LSTM}, and {@code RnnOutputLayer} with sparse labels. */
  STOCK(Phase.NONE, 0),
  /** This library's engine with dense weights. */
  DENSE(Phase.NONE, 0),
  /** Doped Kronecker product before the annealing window: S is dense. */
  DENSE_S(Phase.BEFORE, 0),
  /** In the annealing window. */
  ANNEALING(Phase.WITHIN, 0),
  /** After it: the support is frozen. */
  FROZEN(Phase.AFTER, 0),
  /** As {@link #DENSE_S}, with row dropout. */
  DENSE_S_ROW_DROPOUT(Phase.BEFORE, Contender.RATE),
  /** As {@link #ANNEALING}, with row dropout. */
  ANNEALING_ROW_DROPOUT(Phase.WITHIN, Contender.RATE),
  /** As {@link #FROZEN}, with row dropout. */
  FROZEN_ROW_DROPOUT(Phase.AFTER, Contender.RATE);

  /** Density of S when it is frozen. */
  static final double FINAL_DENSITY = 0.04;

  /** Iterations between two prunings. */
  static final int EVERY = 100;

  private static final double RATE = 0.2;
  private static final int START = 10_000;
  private static final int END = 20_000;

  private enum Phase {
    NONE,
    BEFORE,
    WITHIN,
    AFTER
  }

  private final Phase phase;
  private final double rowDropout;

  Contender(Phase phase, double rowDropout) {
    this.phase = phase;
    this.rowDropout = rowDropout;
  }

  /** Whether the weight matrices are Kronecker products plus doping. */
  boolean isDoped() {
    return phase != Phase.NONE;
  }

  Doping doping() {
    return isDoped()
        ? Doping.builder()
            .finalDensity(FINAL_DENSITY)
            .anneal(START, END)
            .every(EVERY)
            .rowDropout(rowDropout)
            .build()
        : Doping.dense();
  }

  /** The iterations that are timed start here. */
  int firstIteration() {
    return switch (phase) {
      case NONE, BEFORE -> 0;
      // Half-way, where density has come down to a sixth.
      case WITHIN -> (START + END) / 2;
      case AFTER -> END;
    };
  }

  /** Whether some iterations prune, so that they take longer than the others. */
  boolean prunes() {
    return phase == Phase.WITHIN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
