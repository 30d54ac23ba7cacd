package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.training.DopingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** A network that was saved, copied or cloned in the middle of annealing goes on as if it were not. */
class CheckpointsTest {

  private static final Doping DOPING =
      Doping.builder().finalDensity(0.25).anneal(1, 8).every(2).rowDropout(0.3).build();

  static Stream<Layer> layers() {
    return Stream.of(
        Nets.doped(Kronecker.balanced(), DOPING).dopingUpdater(new Nesterovs(0.05)).build(),
        new Bidirectional(Bidirectional.Mode.ADD, Nets.doped(LowRank.rank(1), DOPING).build()),
        new MaskZeroLayer(Nets.doped(Hybrid.of(0.25, 1), DOPING).build(), 0));
  }

  private static MultiLayerNetwork trained(Layer layer) {
    MultiLayerNetwork net =
        Nets.listening(
            Nets.net(
                Nets.defaults(new Adam(0.01), DataType.FLOAT),
                layer.clone(),
                Nets.eachStep(Nets.UNITS)));
    fit(net);
    return net;
  }

  private static void fit(MultiLayerNetwork net) {
    for (int i = 0; i < 5; i++) {
      net.fit(Data.sequenceData(2, 4));
    }
  }

  private static void goesOnLike(MultiLayerNetwork copy, MultiLayerNetwork original) {
    assertThat(copy.params()).isEqualTo(original.params()).isNotSameAs(original.params());
    INDArray before = original.params().dup();
    copy.setListeners(new DopingListener());
    fit(copy);
    assertThat(original.params()).as("the copy is on its own").isEqualTo(before);
    fit(original);
    assertThat(copy.params()).isEqualTo(original.params()).isNotEqualTo(before);
    INDArray input = Data.sequences(2, 4);
    assertThat(copy.output(input)).isEqualTo(original.output(input));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void modelSerializer(Layer layer) throws IOException {
    MultiLayerNetwork net = trained(layer);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, file, true);
    ByteArrayInputStream in = new ByteArrayInputStream(file.toByteArray());
    goesOnLike(ModelSerializer.restoreMultiLayerNetwork(in, true), net);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void javaSerialisation(Layer layer) throws Exception {
    MultiLayerNetwork net = trained(layer);
    MultiLayerNetwork read = (MultiLayerNetwork) copy(net);
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(net.getUpdater().getStateViewArray());
    // What DL4J 1.0.0-M2.1 reads back cannot take listeners, its clone can.
    goesOnLike(read.clone(), net);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void clones(Layer layer) {
    MultiLayerNetwork net = trained(layer);
    goesOnLike(net.clone(), net);
  }

  private static ComputationGraph trainedGraph(Layer layer) {
    ComputationGraph graph =
        Nets.graph(
            Nets.defaults(new Adam(0.01), DataType.FLOAT),
            layer.clone(),
            Nets.eachStep(Nets.UNITS));
    graph.setListeners(new DopingListener());
    fit(graph);
    return graph;
  }

  private static void fit(ComputationGraph graph) {
    for (int i = 0; i < 5; i++) {
      graph.fit(Data.sequenceData(2, 4));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void graphs(Layer layer) throws IOException {
    ComputationGraph graph = trainedGraph(layer);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, file, true);
    ByteArrayInputStream in = new ByteArrayInputStream(file.toByteArray());
    ComputationGraph clone = graph.clone();
    // DL4J 1.0.0-M2.1 forgets it.
    clone.getConfiguration().setIterationCount(graph.getIterationCount());
    List<ComputationGraph> copies =
        List.of(ModelSerializer.restoreComputationGraph(in, true), clone);
    INDArray before = graph.params().dup();
    fit(graph);
    assertThat(graph.params()).isNotEqualTo(before);
    for (ComputationGraph copy : copies) {
      assertThat(copy.params()).isEqualTo(before);
      copy.setListeners(new DopingListener());
      fit(copy);
      assertThat(copy.params()).isEqualTo(graph.params());
    }
  }

  /** Only what it holds: a graph that DL4J 1.0.0-M2.1 reads back has lost its outputs. */
  @ParameterizedTest
  @MethodSource("layers")
  void graphsByJavaSerialisation(Layer layer) throws Exception {
    ComputationGraph graph = trainedGraph(layer);
    ComputationGraph read = (ComputationGraph) copy(graph);
    assertThat(read.params()).isEqualTo(graph.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(graph.getUpdater().getStateViewArray());
  }

  /** DL4J's clones of wrappers share the configuration of the wrapped layer. */
  @ParameterizedTest
  @MethodSource("layers")
  void makingACloneDoesNotDisturbTraining(Layer layer) {
    MultiLayerNetwork undisturbed = trained(layer);
    MultiLayerNetwork cloned = trained(layer);
    assertThat(cloned.clone().params()).isEqualTo(undisturbed.params());
    fit(undisturbed);
    fit(cloned);
    assertThat(cloned.params()).isEqualTo(undisturbed.params());
  }

  private static Object copy(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    return new ObjectInputStream(in).readObject();
  }
}
