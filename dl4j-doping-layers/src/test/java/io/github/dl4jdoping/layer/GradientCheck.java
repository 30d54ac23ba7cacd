package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Analytic against numerical gradients, in double precision. */
final class GradientCheck {

  private static final double EPSILON = 1e-6;
  private static final double RELATIVE_ERROR = 1e-4;
  private static final double ABSOLUTE_ERROR = 1e-8;

  /** About so many entries are checked of each parameter array, spread over its columns. */
  private static final int SAMPLE = 6;

  private GradientCheck() {}

  /** Checks all parameters but those named. */
  static void passes(MultiLayerNetwork net, DataSet data, String... excluded) {
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.MLNConfig()
                    .net(net)
                    .input(data.getFeatures())
                    .labels(data.getLabels())
                    .inputMask(data.getFeaturesMaskArray())
                    .labelMask(data.getLabelsMaskArray())
                    .excludeParams(Set.of(excluded))
                    .subset(true)
                    .maxPerParam(SAMPLE)
                    .epsilon(EPSILON)
                    .maxRelError(RELATIVE_ERROR)
                    .minAbsoluteError(ABSOLUTE_ERROR)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)))
        .as("gradients are right")
        .isTrue();
  }

  /** Checks all parameters. */
  static void passes(ComputationGraph net, DataSet data) {
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {data.getFeatures()})
                    .labels(new INDArray[] {data.getLabels()})
                    .inputMask(inArray(data.getFeaturesMaskArray()))
                    .labelMask(inArray(data.getLabelsMaskArray()))
                    .subset(true)
                    .maxPerParam(SAMPLE)
                    .epsilon(EPSILON)
                    .maxRelError(RELATIVE_ERROR)
                    .minAbsoluteError(ABSOLUTE_ERROR)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)))
        .as("gradients are right")
        .isTrue();
  }

  private static INDArray[] inArray(INDArray mask) {
    return mask == null ? null : new INDArray[] {mask};
  }

  /** Checks a part-pruned doping matrix: right on its support, exactly zero elsewhere. */
  static void passesOnSupport(MultiLayerNetwork net, DataSet data, String name) {
    INDArray analytic = analytic(net, data, name);
    INDArray values = net.getParam(name);
    for (long row = 0; row < values.rows(); row++) {
      for (long column = 0; column < values.columns(); column++) {
        double actual = analytic.getDouble(row, column);
        if (values.getDouble(row, column) == 0) {
          assertThat(actual).as("off the support").isZero();
        } else {
          double numerical = numerical(net, data, values, row, column);
          double tolerance = ABSOLUTE_ERROR + RELATIVE_ERROR * Math.abs(numerical);
          assertThat(Math.abs(actual - numerical)).as("on the support").isLessThan(tolerance);
        }
      }
    }
  }

  /** The gradient of the mean score of a parameter, in C order. */
  static INDArray analytic(MultiLayerNetwork net, DataSet data, String name) {
    net.setInput(data.getFeatures());
    net.setLabels(data.getLabels());
    net.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    net.computeGradientAndScore();
    return net.gradient().getGradientFor(name).dup('c').divi(data.getFeatures().size(0));
  }

  /** The same by finite differences. */
  static INDArray numerical(MultiLayerNetwork net, DataSet data, String name) {
    INDArray values = net.getParam(name);
    INDArray numerical = Nd4j.create(DataType.DOUBLE, values.shape());
    for (long row = 0; row < values.rows(); row++) {
      for (long column = 0; column < values.columns(); column++) {
        numerical.putScalar(row, column, numerical(net, data, values, row, column));
      }
    }
    return numerical;
  }

  private static double numerical(
      MultiLayerNetwork net, DataSet data, INDArray values, long row, long column) {
    double value = values.getDouble(row, column);
    values.putScalar(row, column, value + EPSILON);
    double above = net.score(data, true);
    values.putScalar(row, column, value - EPSILON);
    double below = net.score(data, true);
    values.putScalar(row, column, value);
    return (above - below) / (2 * EPSILON);
  }
}
