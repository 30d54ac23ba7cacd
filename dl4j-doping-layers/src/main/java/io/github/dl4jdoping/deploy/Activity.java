package io.github.dl4jdoping.deploy;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How large the inputs of one LSTM's two weight matrices are: those of the layer, and its own outputs.
 * The LSTM runs in a network of its own, because wrappers show neither the outputs of all time steps
 * nor those of one direction.
 */
final class Activity {

  /** Of the root mean square of all inputs: an input that calibration never saw still counts. */
  private static final double LEAST_WEIGHT = 0.01;

  private final LstmSite site;
  private final MultiLayerNetwork alone;
  private final INDArray inputEnergy;
  private final INDArray outputEnergy;
  private double steps;

  Activity(LstmSite site) {
    this.site = site;
    this.alone = alone(site);
    this.inputEnergy = Nd4j.zeros(DataType.DOUBLE, site.conf().getNIn());
    this.outputEnergy = Nd4j.zeros(DataType.DOUBLE, site.conf().getNOut());
  }

  private static MultiLayerNetwork alone(LstmSite site) {
    AbstractLSTM conf = (AbstractLSTM) site.conf().clone();
    conf.setRnnDataFormat(RNNFormat.NCW);
    conf.setConstraints(null);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(site.bias().dataType())
            .list()
            .layer(conf)
            .build();
    MultiLayerNetwork alone = new MultiLayerNetwork(configuration);
    alone.init();
    alone
        .getLayer(0)
        .paramTable()
        .forEach((name, array) -> array.assign(site.parameters().apply(name)));
    return alone;
  }

  LstmSite site() {
    return site;
  }

  /**
   * Counts a batch of inputs.
   *
   * @param features the layer's input, {@code [N, nIn, T]}, or {@code [N, T, nIn]} where that is its
   *     format
   * @param mask {@code [N, T]}, or null
   */
  void add(INDArray features, INDArray mask) {
    boolean timeSecond = site.conf().getRnnDataFormat() == RNNFormat.NWC;
    INDArray x = timeSecond ? features.permute(0, 2, 1) : features;
    INDArray present = mask != null && mask.rank() == 2 && mask.size(1) == x.size(2) ? mask : null;
    if (site.backward()) {
      LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
      x = TimeSeriesUtils.reverseTimeSeries(x, memory, ArrayType.INPUT);
      present =
          present == null
              ? null
              : TimeSeriesUtils.reverseTimeSeriesMask(present, memory, ArrayType.INPUT);
    }
    inputEnergy.addi(energy(x, present));
    outputEnergy.addi(energy(alone.output(x, false, present, null), present));
    steps += present == null ? x.size(0) * x.size(2) : present.sumNumber().doubleValue();
  }

  private static INDArray energy(INDArray sequences, INDArray mask) {
    INDArray squares = sequences.castTo(DataType.DOUBLE);
    squares = squares.mul(squares);
    if (mask != null) {
      INDArray present = mask.castTo(DataType.DOUBLE);
      squares.muli(present.reshape(mask.size(0), 1, mask.size(1)).broadcast(squares.shape()));
    }
    return squares.sum(0, 2);
  }

  /** A weight for each row of the input matrix. */
  double[] inputWeights() {
    return weights(inputEnergy);
  }

  /** A weight for each row of the recurrent matrix. */
  double[] recurrentWeights() {
    return weights(outputEnergy);
  }

  private double[] weights(INDArray energy) {
    double[] rms = energy.div(steps).toDoubleVector();
    double sum = 0;
    for (int i = 0; i < rms.length; i++) {
      sum += rms[i];
      rms[i] = Math.sqrt(rms[i]);
    }
    double overall = Math.sqrt(sum / rms.length);
    if (!(overall > 0 && overall < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The calibration data gives layer \""
              + site.name()
              + "\" inputs or outputs whose root mean square is "
              + overall
              + ": it must be positive and finite. Use data like those of training.");
    }
    for (int i = 0; i < rms.length; i++) {
      rms[i] = Math.max(rms[i], LEAST_WEIGHT * overall);
    }
    return rms;
  }
}
