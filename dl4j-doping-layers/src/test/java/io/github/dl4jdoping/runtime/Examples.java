package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.util.List;

/** Small models that together have every kind of layer and matrix. */
final class Examples {

  private Examples() {}

  /** A model with matrices of one family. */
  static List<CompactLayer> layers(Family family) {
    RandomWeights weights = new RandomWeights(family.name().hashCode());
    CompactLstm forward = weights.lstm(3, 2, family, 0.2);
    CompactLstm backward = weights.lstm(3, 2, family, 0);
    CompactBidirectional.Mode[] modes = CompactBidirectional.Mode.values();
    CompactBidirectional.Mode mode = modes[family.name().length() % modes.length];
    CompactBidirectional both = new CompactBidirectional(forward, backward, mode);
    return List.of(
        weights.embedding(5, 4),
        weights.lstm(4, 3, family, 0.1),
        both,
        new CompactLastStep(both.outputs()),
        new CompactActivation(both.outputs(), ActivationFunction.RELU),
        weights.dense(both.outputs(), 2, ActivationFunction.SOFTMAX));
  }

  /** A model that can step, with matrices of one family. */
  static List<CompactLayer> streaming(Family family) {
    RandomWeights weights = new RandomWeights(family.name().hashCode());
    return List.of(
        weights.lstm(2, 3, family, 0.3), weights.dense(3, 2, ActivationFunction.IDENTITY));
  }

  /** A model with enough inputs and units for every layout of a sparse matrix. */
  static List<CompactLayer> wide(Family family) {
    RandomWeights weights = new RandomWeights(family.name().hashCode());
    return List.of(weights.lstm(40, 17, family, 0.15));
  }
}
