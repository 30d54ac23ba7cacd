package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class GlobalNormClippingTest {

  private static final int EXAMPLES = 8;

  @Test
  void theStepIsAsLongAsTheBoundAndKeepsItsDirection() {
    INDArray free = step(Double.MAX_VALUE);
    double norm = norm(free);

    INDArray clipped = step(norm / 3);

    assertThat(norm(clipped)).isCloseTo(norm / 3, within(1e-9));
    assertThat(distance(clipped, free.div(3))).isLessThan(1e-9);
  }

  @Test
  void graphsAreClippedAsWell() {
    double norm = norm(graphStep(Double.MAX_VALUE));

    assertThat(norm(graphStep(norm / 3))).isCloseTo(norm / 3, within(1e-9));
  }

  @Test
  void shorterStepsStayAsTheyAre() {
    INDArray free = step(Double.MAX_VALUE);

    assertThat(step(norm(free) * 1.01)).isEqualTo(free);
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    for (double bound : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new GlobalNormClipping(bound))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Double.toString(bound));
    }
  }

  /** What one iteration of SGD with learning rate 1 takes from the parameters of two layers. */
  private static INDArray step(double bound) {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .dataType(DataType.DOUBLE)
            .updater(new Sgd(1.0))
            .list()
            .layer(new DenseLayer.Builder().nIn(3).nOut(4).activation(Activation.TANH).build())
            .layer(output(4))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    network.setListeners(new GlobalNormClipping(bound));
    INDArray before = network.params().dup();
    network.fit(inputs(), labels());
    return before.sub(network.params());
  }

  private static INDArray graphStep(double bound) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(1.0))
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", output(3), "in")
                .setOutputs("out")
                .build());
    graph.init();
    graph.setListeners(new GlobalNormClipping(bound));
    INDArray before = graph.params().dup();
    graph.fit(new INDArray[] {inputs()}, new INDArray[] {labels()});
    return before.sub(graph.params());
  }

  private static INDArray inputs() {
    return Nd4j.linspace(-1, 1, EXAMPLES * 3, DataType.DOUBLE).reshape(EXAMPLES, 3);
  }

  private static INDArray labels() {
    return Nd4j.linspace(5, 9, EXAMPLES * 2, DataType.DOUBLE).reshape(EXAMPLES, 2);
  }

  private static OutputLayer output(int inputs) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(inputs)
        .nOut(2)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  private static double distance(INDArray a, INDArray b) {
    return norm(a.sub(b));
  }
}
