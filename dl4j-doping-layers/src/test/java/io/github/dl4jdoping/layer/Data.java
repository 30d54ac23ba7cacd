package io.github.dl4jdoping.layer;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Small data sets for tests, the same in every run and independent of ND4J's own generator. */
public final class Data {

  private Data() {}

  /** Numbers from a standard normal distribution, in double precision. */
  public static INDArray gaussian(long seed, long... shape) {
    Random random = new Random(seed);
    double[] values = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  /** Inputs {@code [batch, INPUTS, steps]}. */
  public static INDArray sequences(int batch, int steps) {
    return gaussian(7, batch, Nets.INPUTS, steps);
  }

  /** One-hot labels {@code [batch, CLASSES, steps]}. */
  public static INDArray labels(int batch, int steps) {
    Random random = new Random(11);
    INDArray labels = Nd4j.create(DataType.DOUBLE, batch, Nets.CLASSES, steps);
    for (int n = 0; n < batch; n++) {
      for (int t = 0; t < steps; t++) {
        labels.putScalar(n, random.nextInt(Nets.CLASSES), t, 1);
      }
    }
    return labels;
  }

  /** One-hot labels {@code [batch, CLASSES]}. */
  public static INDArray labels(int batch) {
    return labels(batch, 1).reshape(batch, Nets.CLASSES);
  }

  /** A mask {@code [batch, steps]}: example n lacks its last n steps. */
  public static INDArray variableLengths(int batch, int steps) {
    INDArray mask = Nd4j.ones(DataType.DOUBLE, batch, steps);
    for (int n = 0; n < batch; n++) {
      for (int t = Math.max(1, steps - n); t < steps; t++) {
        mask.putScalar(n, t, 0);
      }
    }
    return mask;
  }

  /** Sequences with labels for each step. */
  public static DataSet sequenceData(int batch, int steps) {
    return new DataSet(sequences(batch, steps), labels(batch, steps));
  }

  /** {@code [N, C, T]} in the given format. */
  public static INDArray in(RNNFormat format, INDArray sequences) {
    return format == RNNFormat.NWC ? sequences.permute(0, 2, 1).dup('c') : sequences;
  }

  /** The largest difference of two arrays of equal shape. */
  public static double distance(INDArray a, INDArray b) {
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw new AssertionError(
          "Shapes differ: " + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape()));
    }
    INDArray difference = a.castTo(DataType.DOUBLE).sub(b.castTo(DataType.DOUBLE));
    double largest = difference.amaxNumber().doubleValue();
    return Double.isNaN(difference.sumNumber().doubleValue()) ? Double.NaN : largest;
  }

  /** The largest difference of two arrays of equal length. */
  public static double distance(double[] a, double[] b) {
    return distance(Nd4j.createFromArray(a), Nd4j.createFromArray(b));
  }
}
