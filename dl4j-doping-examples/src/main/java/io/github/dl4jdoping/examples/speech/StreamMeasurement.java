package io.github.dl4jdoping.examples.speech;

/**
 * How one model fares in streams.
 *
 * @param name of the model and of what runs it
 * @param fullSpeed every recording once, as fast as possible
 * @param realTime at the pace of microphones
 */
record StreamMeasurement(String name, StreamResult fullSpeed, StreamResult realTime) {

  /**
   * Measures a model. The first pass over the recordings is to warm up and not looked at.
   *
   * @param name of the model and of what runs it
   * @param model shared by all streams
   * @param streams which streams
   * @param seconds how long in real time
   * @return the measurement
   */
  static StreamMeasurement of(String name, FrameModel model, Streams streams, double seconds) {
    streams.fullSpeed(model);
    return new StreamMeasurement(name, streams.fullSpeed(model), streams.realTime(model, seconds));
  }
}
