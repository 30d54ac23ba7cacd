package io.github.dl4jdoping.examples.speech;

/**
 * Recognises digits in samples as they come, and notes how long that takes. For one stream and one
 * thread; the model may be shared.
 */
final class DigitStream {

  private final FrameExtractor extractor = new FrameExtractor();
  private final Decision decision = new Decision();
  private final float[] input = new float[FrameExtractor.BANDS];
  private final float[] probabilities = new float[Recording.DIGITS];
  private final FrameExtractor.Sink network = this::step;
  private final Normalisation normalisation;
  private final FrameModel.Session session;
  private final Durations features;
  private final Durations steps;
  private long started;

  /**
   * A stream at its beginning.
   *
   * @param normalisation that the network was trained with
   * @param session of the network, for this stream alone
   * @param features takes the nanoseconds that each frame's features took
   * @param steps takes the nanoseconds that the network took for each frame
   */
  DigitStream(
      Normalisation normalisation,
      FrameModel.Session session,
      Durations features,
      Durations steps) {
    this.normalisation = normalisation;
    this.session = session;
    this.features = features;
    this.steps = steps;
  }

  /**
   * Takes the next samples.
   *
   * @param samples sound
   * @param from index of the first new sample
   * @param to index after the last one
   */
  void push(short[] samples, int from, int to) {
    started = System.nanoTime();
    extractor.push(samples, from, to, network);
  }

  private void step(float[] frame) {
    normalisation.apply(frame, input);
    long extracted = System.nanoTime();
    session.step(input, probabilities);
    decision.accept(probabilities);
    long stepped = System.nanoTime();
    features.add(extracted - started);
    steps.add(stepped - extracted);
    started = stepped;
  }

  /**
   * The digit as of now.
   *
   * @return from 0 to 9
   * @throws IllegalStateException before the first frame
   */
  int digit() {
    return decision.digit();
  }

  /**
   * The network's opinion after the latest frame.
   *
   * @return the probability of each digit; overwritten by the next frame
   */
  float[] probabilities() {
    return probabilities;
  }

  /** Begins another sound. */
  void reset() {
    extractor.reset();
    decision.reset();
    session.reset();
  }
}
