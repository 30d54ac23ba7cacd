package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.CompactSession;

/** A session of this library. */
final class CompactContender implements Contender {

  private final CompactSession session;

  CompactContender(CompactModel model, int batch) {
    session = model.newSession(batch);
  }

  @Override
  public void run(float[] in, float[] out) {
    session.step(in, out);
  }

  @Override
  public void close() {
    // All is on the heap.
  }
}
