package io.github.dl4jdoping.examples.speech;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J network, run by {@code rnnTimeStep}. It keeps its state inside, so every stream needs a copy
 * of its own.
 */
final class StockModel implements FrameModel {

  private final MultiLayerNetwork network;

  StockModel(MultiLayerNetwork network) {
    this.network = network;
  }

  @Override
  public Session newSession() {
    MultiLayerNetwork copy = network.clone();
    return new Session() {
      @Override
      public void step(float[] frame, float[] probabilities) {
        INDArray output = copy.rnnTimeStep(Nd4j.create(frame, new long[] {1, frame.length}, 'c'));
        for (int digit = 0; digit < probabilities.length; digit++) {
          probabilities[digit] = output.getFloat(0, digit);
        }
      }

      @Override
      public void reset() {
        copy.rnnClearPreviousState();
      }
    };
  }
}
