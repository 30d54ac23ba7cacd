package io.github.dl4jdoping.deploy;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Makes trained doped networks small, and large again.
 *
 * <pre>{@code
 * MultiLayerNetwork small = Compactor.compact(net);
 * ModelSerializer.writeModel(small, file, false);
 * }</pre>
 *
 * <p>In the compact network each {@code DopedLSTM} is a {@link
 * io.github.dl4jdoping.conf.CompactDopedLSTM}: the same outputs from a small part of the parameters.
 * All else is as it was: other layers, wrappers, preprocessors, frozen layers, seed, iteration and
 * epoch counts, updaters and their state (on the support; the rest of it has no effect). What a
 * recurrent network remembers of past time steps, and listeners, are not carried over. The network
 * that is given is not changed.
 *
 * <p>A doping with {@code Doping.none()} adds nothing and is compact as it is. One with {@code
 * Doping.dense()} is never pruned and cannot be compacted.
 */
public final class Compactor {

  private Compactor() {}

  /**
   * The compact form of a network.
   *
   * @param net a trained network; not changed
   * @return a new network
   * @throws IllegalArgumentException if it has no DopedLSTM
   * @throws IllegalStateException if a layer has not reached its density; the message says where each
   *     stands and how to go on
   */
  public static MultiLayerNetwork compact(MultiLayerNetwork net) {
    Readiness.check(net);
    return Rewriter.rewrite(net, new Compaction());
  }

  /**
   * The compact form of a graph.
   *
   * @param graph a trained graph; not changed
   * @return a new graph
   * @throws IllegalArgumentException if it has no DopedLSTM
   * @throws IllegalStateException if a layer has not reached its density; the message says where each
   *     stands and how to go on
   */
  public static ComputationGraph compact(ComputationGraph graph) {
    Readiness.check(graph);
    return Rewriter.rewrite(graph, new Compaction());
  }

  /**
   * The network that a compact one was made from: the same configuration and, if it was not trained
   * since, the same bits in its parameters.
   *
   * @param net a compact network; not changed
   * @return a new network
   * @throws IllegalArgumentException if it is not compact
   */
  public static MultiLayerNetwork expand(MultiLayerNetwork net) {
    Readiness.requireCompact(net);
    return Rewriter.rewrite(net, new Expansion());
  }

  /**
   * The graph that a compact one was made from: the same configuration and, if it was not trained
   * since, the same bits in its parameters.
   *
   * @param graph a compact graph; not changed
   * @return a new graph
   * @throws IllegalArgumentException if it is not compact
   */
  public static ComputationGraph expand(ComputationGraph graph) {
    Readiness.requireCompact(graph);
    return Rewriter.rewrite(graph, new Expansion());
  }
}
