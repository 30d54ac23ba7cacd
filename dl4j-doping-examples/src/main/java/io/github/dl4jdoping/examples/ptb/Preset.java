package io.github.dl4jdoping.examples.ptb;

import java.util.Locale;

/** Network sizes and schedules: those of Zaremba et al. (2014), section 4.1, and a tiny one. */
enum Preset {
  /** 2 x 64 units, not in the paper: for trial runs. */
  TINY(64, 0.0, 0.1, 2, 1, 2.0),
  /** 2 x 200 units without dropout: the non-regularised network. */
  SMALL(200, 0.0, 0.1, 13, 4, 2.0),
  /** 2 x 650 units. */
  MEDIUM(650, 0.5, 0.05, 39, 6, 1.2),
  /** 2 x 1500 units. */
  LARGE(1500, 0.65, 0.04, 55, 14, 1.15);

  private final int units;
  private final double dropout;
  private final double initRange;
  private final int epochs;
  private final int decayFrom;
  private final double decay;

  Preset(int units, double dropout, double initRange, int epochs, int decayFrom, double decay) {
    this.units = units;
    this.dropout = dropout;
    this.initRange = initRange;
    this.epochs = epochs;
    this.decayFrom = decayFrom;
    this.decay = decay;
  }

  /**
   * Size of the embedding and of each LSTM layer.
   *
   * @return number of units
   */
  int units() {
    return units;
  }

  /**
   * Probability that a non-recurrent connection is dropped.
   *
   * @return from 0 to 1
   */
  double dropout() {
    return dropout;
  }

  /**
   * Parameters start uniform in plus or minus this.
   *
   * @return a positive number
   */
  double initRange() {
    return initRange;
  }

  /**
   * Passes over the text.
   *
   * @return number of epochs
   */
  int epochs() {
    return epochs;
  }

  /**
   * Number of epochs with the full learning rate.
   *
   * @return at least 1
   */
  int decayFrom() {
    return decayFrom;
  }

  /**
   * What the learning rate is divided by in every later epoch.
   *
   * @return above 1
   */
  double decay() {
    return decay;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
