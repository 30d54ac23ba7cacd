package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.DopedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;

/** Whether a network can be compacted or expanded, and if not, why and how to go on. */
final class Readiness {

  private Readiness() {}

  static void check(Model net) {
    List<DopedLayer> doped = DopedLayer.in(net);
    if (doped.stream().allMatch(DopedLayer::isCompact)) {
      throw new IllegalArgumentException(
          doped.isEmpty()
              ? "The network has no DopedLSTM, so there is nothing to compact; its layers are "
                  + layers(net)
                  + "."
              : "The network is compact already.");
    }
    checkDensities(net);
  }

  /** Fails if a doped layer has more non-zeros than planned. */
  static void checkDensities(Model net) {
    List<String> problems = new ArrayList<>();
    int done = BaseOptimizer.getIterationCount(net);
    DopedLayer.in(net).stream()
        .filter(layer -> !layer.isCompact())
        .forEach(layer -> addProblems(layer, done, problems));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "The network cannot be compacted before its doping has the planned density."
              + String.join("", problems));
    }
  }

  static void requireCompact(Model net) {
    if (DopedLayer.in(net).stream().noneMatch(DopedLayer::isCompact)) {
      throw new IllegalArgumentException(
          "The network has no CompactDopedLSTM, so there is nothing to expand; its layers are "
              + layers(net)
              + ".");
    }
  }

  private static String layers(Model net) {
    Layer[] layers =
        net instanceof MultiLayerNetwork network
            ? network.getLayers()
            : ((ComputationGraph) net).getLayers();
    return Stream.of(layers)
        .map(layer -> layer.conf().getLayer())
        .map(conf -> conf.getClass().getSimpleName() + " \"" + conf.getLayerName() + "\"")
        .toList()
        .toString();
  }

  private static void addProblems(DopedLayer layer, int done, List<String> problems) {
    Doping doping = layer.conf().getDoping();
    if (doping.exists() && !doping.isAnnealed()) {
      problems.add(
          String.format(
              "%n  Layer \"%s\" has Doping.dense(), which is never pruned: train with"
                  + " Doping.builder() instead, or use DL4J's LSTM for a dense layer.",
              layer.name()));
      return;
    }
    for (MatrixPlan matrix : layer.conf().plan().matrices()) {
      long nonZeros = layer.nonZeros(matrix);
      if (nonZeros > matrix.nonZeros()) {
        problems.add(problem(layer, matrix, nonZeros, done));
      }
    }
  }

  private static String problem(DopedLayer layer, MatrixPlan matrix, long nonZeros, int done) {
    Doping doping = layer.conf().getDoping();
    return String.format(
        Locale.ROOT,
        "%n  Layer \"%s\": %s has %d non-zeros, %d are planned, after %d iterations of an annealing"
            + " window from %d to %d. %s",
        layer.name(),
        matrix.dopingName(),
        nonZeros,
        matrix.nonZeros(),
        done,
        doping.startIteration(),
        doping.endIteration(),
        remedy(layer, done));
  }

  private static String remedy(DopedLayer layer, int done) {
    if (layer.frozen()) {
      return "It is frozen, so that nothing prunes it: unfreeze it and train to the end of the"
          + " window.";
    }
    int left = layer.conf().getDoping().endIteration() - done;
    return left > 0
        ? "Train at least " + left + " iterations more, with a DopingListener attached."
        : "The window is over but nothing was pruned: attach a DopingListener and train at least"
            + " one iteration more.";
  }
}
