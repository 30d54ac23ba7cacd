package io.github.dl4jdoping.examples.speech;

import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.CompactSession;

/** A deployed model: all streams share its numbers. */
final class CompactFrames implements FrameModel {

  private final CompactModel model;

  CompactFrames(CompactModel model) {
    this.model = model;
  }

  @Override
  public Session newSession() {
    CompactSession session = model.newSession();
    return new Session() {
      @Override
      public void step(float[] frame, float[] probabilities) {
        session.step(frame, probabilities);
      }

      @Override
      public void reset() {
        session.reset();
      }
    };
  }
}
