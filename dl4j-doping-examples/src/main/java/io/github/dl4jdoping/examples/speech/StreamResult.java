package io.github.dl4jdoping.examples.speech;

/**
 * What streams made of recordings.
 *
 * @param recordings number of recordings that were played to their end
 * @param right those of which the digit was recognised
 * @param features how long the features of each frame took
 * @param network how long the network took for each frame
 * @param pieces number of pieces of 10 ms that were played
 * @param late those that were not dealt with when the next one came
 * @param seconds wall-clock time
 */
record StreamResult(
    int recordings,
    int right,
    Durations features,
    Durations network,
    int pieces,
    int late,
    double seconds) {

  double accuracy() {
    return (double) right / recordings;
  }

  double lateShare() {
    return (double) late / pieces;
  }

  /**
   * How much sound was worked off in a second, by all streams together.
   *
   * @return seconds of sound
   */
  double timesRealTime() {
    return network.count() * Pace.PERIOD / 1e9 / seconds;
  }
}
