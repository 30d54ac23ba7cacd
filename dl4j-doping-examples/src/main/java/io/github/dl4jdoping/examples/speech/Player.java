package io.github.dl4jdoping.examples.speech;

import java.util.List;

/** Plays recordings to one stream, in pieces of 10 ms, and counts what it recognises. */
final class Player {

  private final Durations features = new Durations();
  private final Durations network = new Durations();
  private final DigitStream stream;
  private Pace pace = Pace.fullSpeed();
  private int played;
  private int right;

  Player(FrameModel.Session session, Normalisation normalisation) {
    this.stream = new DigitStream(normalisation, session, features, network);
  }

  /**
   * Plays each recording once, as fast as possible.
   *
   * @param recordings to be played
   */
  void play(List<Recording> recordings) {
    recordings.forEach(recording -> play(recording, Long.MAX_VALUE));
  }

  /**
   * Plays recordings over and over.
   *
   * @param recordings at least one
   * @param pace of their samples
   * @param end when to stop, in {@link System#nanoTime}
   */
  void loop(List<Recording> recordings, Pace pace, long end) {
    this.pace = pace;
    for (int i = 0; System.nanoTime() < end; i = (i + 1) % recordings.size()) {
      play(recordings.get(i), end);
    }
  }

  private void play(Recording recording, long end) {
    short[] samples = recording.samples();
    stream.reset();
    for (int from = 0; from < samples.length; from += FrameExtractor.HOP) {
      pace.await();
      if (System.nanoTime() >= end) {
        return;
      }
      stream.push(samples, from, Math.min(samples.length, from + FrameExtractor.HOP));
      pace.done();
    }
    played++;
    right += stream.digit() == recording.digit() ? 1 : 0;
  }

  Durations features() {
    return features;
  }

  Durations network() {
    return network;
  }

  int played() {
    return played;
  }

  int right() {
    return right;
  }

  int pieces() {
    return pace.pieces();
  }

  int late() {
    return pace.late();
  }
}
