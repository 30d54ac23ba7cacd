package io.github.dl4jdoping.runtime;

import java.util.List;

/** Which layers may follow each other. */
final class LayerOrder {

  static final int MOST_LAYERS = 256;

  private LayerOrder() {}

  /**
   * Checks the layers of a model.
   *
   * @throws IllegalArgumentException if they do not fit each other
   */
  static void check(List<CompactLayer> layers) {
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "A model has 1 to " + MOST_LAYERS + " layers; got " + layers.size() + ".");
    }
    boolean last = false;
    for (int i = 0; i < layers.size(); i++) {
      CompactLayer layer = layers.get(i);
      if (i > 0) {
        checkNext(i, layers.get(i - 1), layer);
      }
      if (last && layer.isRecurrent()) {
        throw wrong(i, "is recurrent, and only the last step is left of the sequence");
      }
      last |= layer instanceof CompactLastStep;
    }
  }

  private static void checkNext(int i, CompactLayer before, CompactLayer layer) {
    if (layer instanceof CompactEmbedding) {
      throw wrong(i, "is an embedding, which takes indices and so can only be the first");
    }
    if (before.outputs() != layer.inputs()) {
      throw wrong(
          i, "takes " + layer.inputs() + " inputs, and the one before gives " + before.outputs());
    }
  }

  private static IllegalArgumentException wrong(int i, String problem) {
    return new IllegalArgumentException("Layer " + i + " (counted from 0) " + problem + ".");
  }
}
