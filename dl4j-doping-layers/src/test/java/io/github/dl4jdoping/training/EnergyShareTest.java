package io.github.dl4jdoping.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The share of the pre-activation's energy that comes from the structure, computed anew. */
class EnergyShareTest {

  private static DopedLSTM layer() {
    return Nets.lstmBuilder(Nets.doping().initialShare(0.2).build())
        .inputStructure(Kronecker.of(4, 8, 4, 4))
        .recurrentStructure(LowRank.rank(2))
        .build();
  }

  /** {@code |xD|^2 / (|xD|^2 + |xS|^2)} for the rows of x. */
  private static double share(INDArray x, INDArray d, INDArray s) {
    double ofD = squares(x.mmul(d));
    double ofS = squares(x.mmul(s));
    return ofD / (ofD + ofS);
  }

  private static double squares(INDArray a) {
    return a.mul(a).sumNumber().doubleValue();
  }

  private static INDArray kronecker(INDArray b, INDArray c) {
    INDArray product = Nd4j.create(b.rows() * c.rows(), b.columns() * c.columns());
    for (int i = 0; i < product.rows(); i++) {
      for (int j = 0; j < product.columns(); j++) {
        float factor = b.getFloat(i / c.rows(), j / c.columns());
        product.putScalar(i, j, factor * c.getFloat(i % c.rows(), j % c.columns()));
      }
    }
    return product;
  }

  private static INDArray w(MultiLayerNetwork net, String prefix) {
    INDArray b = net.getParam(prefix + "WB").reshape('c', 4, 8);
    INDArray c = net.getParam(prefix + "WC").reshape('c', 4, 4);
    return kronecker(b, c);
  }

  private static INDArray r(MultiLayerNetwork net, String prefix) {
    return net.getParam(prefix + "RL").mmul(net.getParam(prefix + "RQ"));
  }

  /** {@code [N, C, T]} as rows; all time steps but the last {@code omitted} ones. */
  private static INDArray rows(INDArray sequences, int omitted) {
    long steps = sequences.size(2) - omitted;
    INDArray kept =
        sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, steps));
    return kept.permute(0, 2, 1).dup('c').reshape(-1, sequences.size(1));
  }

  private static List<Double> shares(MultiLayerNetwork net) {
    return DopingReport.of(net).matrices().stream()
        .map(MatrixReport::structureEnergyShare)
        .toList();
  }

  @Test
  void isThatOfTheLastBatch() {
    MultiLayerNetwork net = Nets.network(layer());
    net.output(Nets.batch(1).getFeatures());
    DataSet last = Nets.batch(2);
    INDArray hidden = net.feedForward(last.getFeatures()).get(1);
    double input = share(rows(last.getFeatures(), 0), w(net, "0_"), net.getParam("0_SW"));
    // The first time step has no hidden state before it and adds nothing.
    double recurrent = share(rows(hidden, 1), r(net, "0_"), net.getParam("0_SR"));
    assertThat(shares(net).get(0)).isEqualTo(input, within(1e-5));
    assertThat(shares(net).get(1)).isEqualTo(recurrent, within(1e-5));
    assertThat(input).isBetween(0.05, 0.95);
  }

  @Test
  void beforeAnyBatchIsThatOfWhiteNoise() {
    MultiLayerNetwork net = Nets.network(layer());
    double d = squares(w(net, "0_"));
    double s = squares(net.getParam("0_SW"));
    assertThat(shares(net).get(0)).isEqualTo(d / (d + s), within(1e-5));
  }

  @Test
  void inABidirectionalLayerIsThatOfWhiteNoise() {
    MultiLayerNetwork net = Nets.network(new Bidirectional(layer()));
    net.output(Nets.batch(1).getFeatures());
    double d = squares(r(net, "0_b"));
    double s = squares(net.getParam("0_bSR"));
    assertThat(shares(net).get(3)).isEqualTo(d / (d + s), within(1e-5));
  }

  @Test
  void isUndefinedUnlessThereAreBothCoMatrices() {
    DopedLSTM pruning =
        Nets.lstmBuilder(Nets.doping().build()).structure(Unstructured.none()).build();
    assertThat(shares(Nets.network(pruning))).containsOnly(Double.NaN);
    assertThat(shares(Nets.network(Nets.lstm(Doping.none())))).containsOnly(Double.NaN);
  }

  @Test
  void reportingChangesNothing() {
    MultiLayerNetwork plain = Nets.network(layer());
    plain.setListeners(new DopingListener());
    Nets.fit(plain, 0, 6);
    MultiLayerNetwork reported = Nets.network(layer());
    reported.setListeners(
        new DopingListener()
            .every(1)
            .reportTo(report -> assertThat(report.toString()).isNotEmpty()));
    Nets.fit(reported, 0, 6);
    assertThat(Nets.bits(reported)).isEqualTo(Nets.bits(plain));
  }
}
