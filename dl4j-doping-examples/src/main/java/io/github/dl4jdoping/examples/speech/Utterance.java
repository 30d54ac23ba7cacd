package io.github.dl4jdoping.examples.speech;

import java.util.ArrayList;
import java.util.List;

/** A spoken digit as the network sees it. Frames are shared, and must not be changed. */
final class Utterance {

  private final Recording recording;
  private final float[][] frames;

  /**
   * An utterance.
   *
   * @param recording where it is from
   * @param frames normalised, {@code [steps][bands]}
   */
  Utterance(Recording recording, float[][] frames) {
    this.recording = recording;
    this.frames = frames;
  }

  Recording recording() {
    return recording;
  }

  float[][] frames() {
    return frames;
  }

  int steps() {
    return frames.length;
  }

  int digit() {
    return recording.digit();
  }

  /**
   * The frames of a recording, not normalised yet.
   *
   * @param recording at least one window long
   * @return frames {@code [steps][bands]}
   * @throws IllegalArgumentException if it is too short for a frame
   */
  static float[][] frames(Recording recording) {
    short[] samples = recording.samples();
    if (FrameExtractor.frames(samples.length) == 0) {
      throw new IllegalArgumentException(
          "A recording has at least "
              + FrameExtractor.WINDOW
              + " samples; "
              + recording
              + " has "
              + samples.length
              + ".");
    }
    List<float[]> frames = new ArrayList<>();
    new FrameExtractor().push(samples, 0, samples.length, frame -> frames.add(frame.clone()));
    return frames.toArray(float[][]::new);
  }

  /**
   * Recordings as utterances.
   *
   * @param recordings each at least one window long
   * @param normalisation of their frames
   * @return in the same order
   */
  static List<Utterance> of(List<Recording> recordings, Normalisation normalisation) {
    return recordings.stream().map(recording -> of(recording, normalisation)).toList();
  }

  private static Utterance of(Recording recording, Normalisation normalisation) {
    float[][] frames = frames(recording);
    for (float[] frame : frames) {
      normalisation.apply(frame, frame);
    }
    return new Utterance(recording, frames);
  }
}
