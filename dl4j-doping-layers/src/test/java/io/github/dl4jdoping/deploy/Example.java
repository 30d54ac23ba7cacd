package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Networks with doped layers in every place where they can be, pruned as planned. */
enum Example {
  KRONECKER,
  KRONECKER_SUM,
  LOW_RANK,
  HYBRID,
  HYBRID_WITH_FREE_UNITS,
  PRUNED_ONLY,
  DENSE_AND_PRUNED,
  NOT_DOPED,
  EMPTY_SUPPORT,
  TWO_LAYERS,
  BIDIRECTIONAL,
  LAST_TIME_STEP,
  LAST_TIME_STEP_OF_BIDIRECTIONAL,
  MASK_ZERO,
  FROZEN,
  FROZEN_WITH_BACKPROP,
  BIDIRECTIONAL_GRAPH,
  GRAPH;

  static final Doping DOPING = Doping.builder().finalDensity(0.2).anneal(1, 4).every(2).build();

  /** A new network. */
  Model create() {
    return Nets.pruned(
        switch (this) {
          case KRONECKER -> net(lstm(Kronecker.balanced()));
          case KRONECKER_SUM -> net(lstm(Kronecker.balanced(2)));
          case LOW_RANK -> net(lstm(LowRank.rank(2)));
          case HYBRID -> net(lstm(Hybrid.of(0.25, 1)));
          case HYBRID_WITH_FREE_UNITS -> net(lstm(Hybrid.withFreeUnits(1, 1, 3)));
          case PRUNED_ONLY -> net(lstm(Unstructured.none()));
          case DENSE_AND_PRUNED -> net(lstm(Unstructured.dense()));
          case NOT_DOPED -> net(Nets.doped(LowRank.rank(1), Doping.none()).build());
          case EMPTY_SUPPORT ->
              net(
                  Nets.doped(LowRank.rank(1), Doping.builder().finalDensity(0).anneal(0, 1).build())
                      .build());
          case TWO_LAYERS -> net(lstm(Kronecker.balanced()), second());
          case BIDIRECTIONAL ->
              net(new Bidirectional(Bidirectional.Mode.ADD, lstm(LowRank.rank(1))));
          case LAST_TIME_STEP -> lastStep(new LastTimeStep(lstm(LowRank.rank(1))));
          case LAST_TIME_STEP_OF_BIDIRECTIONAL ->
              lastStep(
                  new LastTimeStep(
                      new Bidirectional(Bidirectional.Mode.MUL, lstm(LowRank.rank(1)))));
          case MASK_ZERO -> net(new MaskZeroLayer(lstm(LowRank.rank(1)), 0));
          case FROZEN -> net(new FrozenLayer(lstm(LowRank.rank(1))), second());
          case FROZEN_WITH_BACKPROP ->
              net(new FrozenLayerWithBackprop(lstm(LowRank.rank(1))), second());
          case BIDIRECTIONAL_GRAPH ->
              graph(new Bidirectional(Bidirectional.Mode.AVERAGE, lstm(LowRank.rank(1))));
          case GRAPH -> graph(lstm(Kronecker.balanced()));
        });
  }

  private static Layer lstm(Structure structure) {
    return Nets.doped(structure, DOPING).build();
  }

  private static Layer second() {
    return Nets.doped(LowRank.rank(1), DOPING).nIn(Nets.UNITS).build();
  }

  private static MultiLayerNetwork net(Layer... layers) {
    Layer[] all = Arrays.copyOf(layers, layers.length + 1);
    all[layers.length] = Nets.eachStep(Nets.UNITS);
    return Nets.net(Nets.defaults(new Adam(0.01), DataType.FLOAT), all);
  }

  private static MultiLayerNetwork lastStep(Layer layer) {
    return Nets.net(
        Nets.defaults(new Adam(0.01), DataType.FLOAT), layer, Nets.eachSequence(Nets.UNITS));
  }

  private static ComputationGraph graph(Layer layer) {
    return Nets.graph(
        Nets.defaults(new Adam(0.01), DataType.FLOAT), layer, Nets.eachStep(Nets.UNITS));
  }

  /** {@link Compactor#compact} of either kind of network. */
  static Model compact(Model net) {
    return net instanceof ComputationGraph graph
        ? Compactor.compact(graph)
        : Compactor.compact((MultiLayerNetwork) net);
  }

  /** {@link Compactor#expand} of either kind of network. */
  static Model expand(Model net) {
    return net instanceof ComputationGraph graph
        ? Compactor.expand(graph)
        : Compactor.expand((MultiLayerNetwork) net);
  }

  static INDArray output(Model net, INDArray input) {
    return net instanceof ComputationGraph graph
        ? graph.outputSingle(input)
        : ((MultiLayerNetwork) net).output(input);
  }

  static String configuration(Model net) {
    return net instanceof ComputationGraph graph
        ? graph.getConfiguration().toJson()
        : ((MultiLayerNetwork) net).getLayerWiseConfigurations().toJson();
  }
}
