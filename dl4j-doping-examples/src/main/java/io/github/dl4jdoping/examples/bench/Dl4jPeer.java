package io.github.dl4jdoping.examples.bench;

import io.github.dl4jdoping.examples.common.Versions;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stock DL4J: {@code MultiLayerNetwork.rnnTimeStep} of a network whose last layer is the LSTM. */
final class Dl4jPeer implements Peer {

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String version() {
    return "Deeplearning4j "
        + Versions.dl4j()
        + ", "
        + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("blas.vendor");
  }

  @Override
  public double tolerance() {
    return 1e-4;
  }

  @Override
  public Contender start(List<DenseLstm> network, int batch, int steps) {
    var layers = new NeuralNetConfiguration.Builder().weightInit(WeightInit.ZERO).list();
    for (DenseLstm layer : network) {
      layers.layer(
          new LSTM.Builder()
              .nIn(layer.inputs())
              .nOut(layer.units())
              .activation(Activation.TANH)
              .gateActivationFunction(Activation.SIGMOID)
              .build());
    }
    MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
    net.init();
    for (int i = 0; i < network.size(); i++) {
      DenseLstm layer = network.get(i);
      set(net, i + "_W", layer.input(), layer.inputs());
      set(net, i + "_RW", layer.recurrent(), layer.units());
      set(net, i + "_b", layer.bias(), 1);
    }
    return new Running(net, network.get(0).inputs(), batch, steps);
  }

  private static void set(MultiLayerNetwork net, String name, float[] values, int rows) {
    long[] shape = {rows, values.length / rows};
    net.getParam(name).assign(Nd4j.create(values, shape, 'f'));
  }

  private static final class Running implements Contender {

    private final MultiLayerNetwork net;
    private final INDArray input;
    private final int steps;

    Running(MultiLayerNetwork net, int inputs, int batch, int steps) {
      this.net = net;
      this.steps = steps;
      input =
          steps == 1
              ? Nd4j.create(DataType.FLOAT, batch, inputs)
              : Nd4j.create(DataType.FLOAT, steps, batch, inputs);
    }

    @Override
    public void run(float[] in, float[] out) {
      input.data().asNioFloat().put(in);
      if (steps == 1) {
        read(net.rnnTimeStep(input), out);
      } else {
        INDArray sequence = input.permute(1, 2, 0).dup('f');
        input.assign(net.rnnTimeStep(sequence).permute(2, 0, 1));
        input.data().asNioFloat().get(out);
      }
    }

    /** Without an operation of ND4J, each of which would cost as much as thousands of values. */
    private static void read(INDArray rows, float[] out) {
      FloatBuffer values = rows.data().asNioFloat();
      int columns = (int) rows.size(1);
      long rowStride = rows.stride(0);
      long columnStride = rows.stride(1);
      for (int row = 0; row < rows.size(0); row++) {
        for (int column = 0; column < columns; column++) {
          out[row * columns + column] = values.get((int) (row * rowStride + column * columnStride));
        }
      }
    }

    @Override
    public void close() {
      net.close();
    }
  }
}
