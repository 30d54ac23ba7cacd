package io.github.dl4jdoping.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The root mean squares that errors are weighted with, against sums over all entries. */
class CalibrationTest {

  private static final int IN = 3;
  private static final int UNITS = 4;
  private static final int EXAMPLES = 5;
  private static final int STEPS = 6;

  private final INDArray x = features();

  @Test
  void inputsAndOutputsOfALayer() {
    MultiLayerNetwork net = network(lstm(IN), output(UNITS));
    Activity seen = calibrate(net, x, null).get(0);
    assertRms(seen.inputWeights(), x, null);
    assertRms(seen.recurrentWeights(), net.feedForward(x).get(1), null);
  }

  @Test
  void batchesAreAddedUp() {
    MultiLayerNetwork net = network(lstm(IN), output(UNITS));
    Calibration calibration = new Calibration(net, new LstmSites(net, Set.of()).sites());
    for (int i = 0; i < EXAMPLES; i++) {
      INDArray one = Nd4j.create(1, IN, STEPS).assign(x.slice(i).reshape(1, IN, STEPS));
      calibration.feed(new MultiDataSet(one, null));
    }
    assertRms(calibration.activities().get(0).inputWeights(), x, null);
  }

  @Test
  void stepsThatAreMaskedDoNotCount() {
    MultiLayerNetwork net = network(lstm(IN), lstm(UNITS), output(UNITS));
    INDArray mask = mask();
    List<Activity> seen = calibrate(net, x, mask);
    assertRms(seen.get(0).inputWeights(), x, mask);
    INDArray first = net.feedForward(x, false).get(1);
    assertRms(seen.get(0).recurrentWeights(), first, mask);
    assertRms(seen.get(1).inputWeights(), first, mask);
  }

  @Test
  void eachDirectionHasOutputsOfItsOwn() {
    Layer both = new Bidirectional(Bidirectional.Mode.CONCAT, lstm(IN));
    MultiLayerNetwork net = network(both, output(2 * UNITS));
    INDArray mask = mask();
    List<Activity> seen = calibrate(net, x, mask);
    INDArray outputs = net.feedForward(x, false).get(1);
    for (int direction = 0; direction < 2; direction++) {
      INDArray own = Nd4j.create(EXAMPLES, UNITS, STEPS);
      for (int unit = 0; unit < UNITS; unit++) {
        for (int t = 0; t < STEPS; t++) {
          for (int i = 0; i < EXAMPLES; i++) {
            int column = direction * UNITS + unit;
            own.putScalar(new int[] {i, unit, t}, outputs.getDouble(i, column, t));
          }
        }
      }
      assertRms(seen.get(direction).inputWeights(), x, mask);
      assertRms(seen.get(direction).recurrentWeights(), own, mask);
    }
  }

  @Test
  void allStepsCountWhereOnlyTheLastIsHandedOn() {
    MultiLayerNetwork plain = network(lstm(IN), output(UNITS));
    MultiLayerNetwork net = network(new LastTimeStep(lstm(IN)), lastOutput());
    net.getLayer(0).setParams(plain.getLayer(0).params());
    Activity seen = calibrate(net, x, null).get(0);
    assertRms(seen.recurrentWeights(), plain.feedForward(x).get(1), null);
  }

  @Test
  void timeMayComeSecond() {
    LSTM layer = (LSTM) lstm(IN);
    layer.setRnnDataFormat(RNNFormat.NWC);
    MultiLayerNetwork net = network(layer, new LastTimeStep(timeSecond(UNITS)), lastOutput());
    INDArray permuted = x.permute(0, 2, 1).dup();
    Activity seen = calibrate(net, permuted, null).get(0);
    assertRms(seen.inputWeights(), x, null);
    INDArray outputs = net.feedForward(permuted).get(1).permute(0, 2, 1);
    assertRms(seen.recurrentWeights(), outputs, null);
  }

  @Test
  void aGraphsLayersSeeWhatTheirVertexIsGiven() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(2)
                .graphBuilder()
                .addInputs("a")
                .setInputTypes(InputType.recurrent(IN))
                .addLayer("one", lstm(IN), "a")
                .addLayer("two", lstm(IN + UNITS), "a", "one")
                .addLayer("out", output(UNITS), "two")
                .setOutputs("out")
                .build());
    graph.init();
    for (INDArray mask : new INDArray[] {null, mask()}) {
      List<Activity> seen = calibrate(graph, x, mask);
      INDArray first = graph.feedForward(x, false).get("one");
      Activity second =
          seen.stream().filter(a -> a.site().name().equals("two")).findFirst().orElseThrow();
      assertRms(second.inputWeights(), Nd4j.concat(1, x, first), mask);
      assertRms(second.recurrentWeights(), graph.feedForward(x, false).get("two"), mask);
    }
  }

  /** Such an input would otherwise have an error for nothing. */
  @Test
  void inputsThatAreNeverActiveCountALittle() {
    INDArray dead = x.dup();
    for (int i = 0; i < EXAMPLES; i++) {
      for (int t = 0; t < STEPS; t++) {
        dead.putScalar(new int[] {i, 1, t}, 0);
      }
    }
    double[] weights =
        calibrate(network(lstm(IN), output(UNITS)), dead, null).get(0).inputWeights();
    double overall = Math.sqrt((weights[0] * weights[0] + weights[2] * weights[2]) / IN);
    assertThat(weights[1]).isCloseTo(0.01 * overall, within(1e-6));
  }

  @Test
  void dataWithoutUsableNumbersAreRefused() {
    MultiLayerNetwork net = network(lstm(IN), output(UNITS));
    INDArray broken = x.dup().putScalar(new int[] {1, 1, 1}, Float.NaN);
    for (INDArray unusable : List.of(x.mul(0), broken)) {
      Activity seen = calibrate(net, unusable, null).get(0);
      assertThatIllegalArgumentException()
          .isThrownBy(seen::inputWeights)
          .withMessageContainingAll("layer0", "positive and finite");
    }
  }

  private static List<Activity> calibrate(Model net, INDArray features, INDArray mask) {
    Calibration calibration = new Calibration(net, new LstmSites(net, Set.of()).sites());
    INDArray[] masks = mask == null ? null : new INDArray[] {mask};
    calibration.feed(new MultiDataSet(new INDArray[] {features}, null, masks, null));
    return calibration.activities();
  }

  /** {@code [N, C, T]} and {@code [N, T]}. */
  private static void assertRms(double[] actual, INDArray sequences, INDArray mask) {
    assertThat(actual).hasSize((int) sequences.size(1));
    for (int c = 0; c < actual.length; c++) {
      double sum = 0;
      double count = 0;
      for (int i = 0; i < EXAMPLES; i++) {
        for (int t = 0; t < STEPS; t++) {
          double present = mask == null ? 1 : mask.getDouble(i, t);
          double value = sequences.getDouble(i, c, t);
          sum += present * value * value;
          count += present;
        }
      }
      assertThat(actual[c]).isCloseTo(Math.sqrt(sum / count), within(1e-5));
    }
  }

  private static INDArray features() {
    Random random = new Random(1);
    float[] values = new float[EXAMPLES * IN * STEPS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * (1 + i % 4));
    }
    return Nd4j.createFromArray(values).reshape(EXAMPLES, IN, STEPS);
  }

  private static INDArray mask() {
    INDArray mask = Nd4j.zeros(EXAMPLES, STEPS);
    for (int i = 0; i < EXAMPLES; i++) {
      for (int t = 0; t < 2 + i % 4; t++) {
        mask.putScalar(i, t, 1);
      }
    }
    return mask;
  }

  private static Layer lstm(int inputs) {
    return new LSTM.Builder().nIn(inputs).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static Layer timeSecond(int inputs) {
    LSTM layer = (LSTM) lstm(inputs);
    layer.setRnnDataFormat(RNNFormat.NWC);
    return layer;
  }

  private static Layer output(int inputs) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .dataFormat(RNNFormat.NCW)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(2)
        .build();
  }

  private static Layer lastOutput() {
    return new org.deeplearning4j.nn.conf.layers.OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(UNITS)
        .nOut(2)
        .build();
  }

  private static MultiLayerNetwork network(Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(1).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.build());
    net.init();
    return net;
  }
}
