package io.github.dl4jdoping.examples.speech;

/**
 * What streams made of recordings.
 *
 * @param recordings number of recordings that were played to their end
 * @param right those of which the digit was recognised
 * @param features how long the features of each frame took
 * @param network how long the network took for each frame
 * @param late frames that were not ready when the next samples came
 * @param seconds wall-clock time
 */
record StreamResult(
    int recordings, int right, Durations features, Durations network, int late, double seconds) {

  double accuracy() {
    return (double) right / recordings;
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
