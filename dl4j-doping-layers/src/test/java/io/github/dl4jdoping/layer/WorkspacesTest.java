package io.github.dl4jdoping.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.training.DopingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.profiler.ProfilerConfig;

/** No array is used outside the workspace that it lives in, and workspaces change no result. */
class WorkspacesTest {

  private static final Doping DROPPED = Nets.unpruned().rowDropout(0.3).build();

  @BeforeEach
  void panicOnScopeViolations() {
    Nd4j.getExecutioner()
        .setProfilingConfig(ProfilerConfig.builder().checkWorkspaces(true).build());
  }

  @AfterEach
  void calmDown() {
    Nd4j.getExecutioner().setProfilingConfig(ProfilerConfig.builder().build());
  }

  private static DopedLSTM.Builder layer() {
    return Nets.doped(Kronecker.balanced(), DROPPED);
  }

  private static NeuralNetConfiguration.Builder defaults(WorkspaceMode mode) {
    return Nets.defaults(new Adam(0.01), DataType.FLOAT)
        .trainingWorkspaceMode(mode)
        .inferenceWorkspaceMode(mode);
  }

  private static INDArray input(int steps) {
    return Data.sequences(2, steps).castTo(DataType.FLOAT);
  }

  private static DataSet stepData(int steps) {
    INDArray mask = Data.variableLengths(2, steps).castTo(DataType.FLOAT);
    return new DataSet(input(steps), Data.labels(2, steps).castTo(DataType.FLOAT), mask, mask);
  }

  /** Uses a network in every way and records what comes out. */
  private static List<INDArray> used(MultiLayerNetwork net, DataSet data, boolean steps) {
    Nets.listening(net);
    List<INDArray> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      net.fit(data);
      results.add(net.output(data.getFeatures()));
      results.add(net.output(data.getFeatures(), true));
      if (steps) {
        net.rnnClearPreviousState();
        results.add(net.rnnTimeStep(input(2)));
        results.add(net.rnnTimeStep(input(2)));
      }
    }
    results.add(net.params());
    return results;
  }

  static Stream<Layer> layers() {
    return Stream.of(
        layer().build(),
        Nets.doped(Hybrid.of(0.25, 1), Doping.none()).build(),
        Nets.doped().build(),
        layer().activation(Activation.SOFTSIGN).build());
  }

  private static MultiLayerNetwork stack(WorkspaceMode mode, Layer layer) {
    DopedLSTM second = layer().nIn(Nets.UNITS).dropOut(0.9).build();
    return Nets.net(defaults(mode), layer.clone(), second, Nets.eachStep(Nets.UNITS));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void stacks(Layer layer) {
    List<INDArray> with = used(stack(WorkspaceMode.ENABLED, layer), stepData(4), true);
    List<INDArray> without = used(stack(WorkspaceMode.NONE, layer), stepData(4), true);
    assertThat(with).isEqualTo(without);
  }

  @ParameterizedTest
  @EnumSource(Bidirectional.Mode.class)
  void bidirectional(Bidirectional.Mode mode) {
    int outputs = mode == Bidirectional.Mode.CONCAT ? 2 * Nets.UNITS : Nets.UNITS;
    List<List<INDArray>> results = new ArrayList<>();
    for (WorkspaceMode workspaces : modes()) {
      Layer both = new Bidirectional(mode, layer().build());
      MultiLayerNetwork net = Nets.net(defaults(workspaces), both, Nets.eachStep(outputs));
      results.add(used(net, stepData(4), false));
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  private static List<WorkspaceMode> modes() {
    return List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE);
  }

  @Test
  void lastTimeStep() {
    List<List<INDArray>> results = new ArrayList<>();
    INDArray mask = Data.variableLengths(2, 4).castTo(DataType.FLOAT);
    DataSet data = new DataSet(input(4), Data.labels(2).castTo(DataType.FLOAT), mask, null);
    for (WorkspaceMode workspaces : modes()) {
      MultiLayerNetwork net =
          Nets.net(
              defaults(workspaces),
              new LastTimeStep(layer().build()),
              Nets.eachSequence(Nets.UNITS));
      results.add(used(net, data, false));
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  @Test
  void truncatedBackpropagation() {
    List<List<INDArray>> results = new ArrayList<>();
    for (WorkspaceMode workspaces : modes()) {
      MultiLayerNetwork net =
          new MultiLayerNetwork(
              defaults(workspaces)
                  .list()
                  .layer(layer().build())
                  .layer(Nets.eachStep(Nets.UNITS))
                  .backpropType(BackpropType.TruncatedBPTT)
                  .tBPTTLength(3)
                  .build());
      net.init();
      // The last segment is shorter than the others.
      results.add(used(net, stepData(8), true));
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  @Test
  void graphs() {
    List<INDArray> results = new ArrayList<>();
    for (WorkspaceMode workspaces : modes()) {
      ComputationGraph graph =
          Nets.graph(defaults(workspaces), layer().build(), Nets.eachStep(Nets.UNITS));
      graph.setListeners(new DopingListener());
      for (int i = 0; i < 3; i++) {
        graph.fit(stepData(4));
        graph.outputSingle(input(4));
        graph.rnnTimeStep(input(1));
      }
      results.add(graph.params());
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  /** DL4J's LSTM ignores the mode, too. */
  @Test
  void cacheModeDevice() {
    List<List<INDArray>> results = new ArrayList<>();
    for (CacheMode cache : List.of(CacheMode.DEVICE, CacheMode.NONE)) {
      NeuralNetConfiguration.Builder defaults = defaults(WorkspaceMode.ENABLED).cacheMode(cache);
      MultiLayerNetwork net = Nets.net(defaults, layer().build(), Nets.eachStep(Nets.UNITS));
      results.add(used(net, stepData(4), true));
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  @Test
  void sequencesOfChangingSizes() {
    List<INDArray> results = new ArrayList<>();
    for (WorkspaceMode workspaces : modes()) {
      MultiLayerNetwork net =
          Nets.listening(
              Nets.net(defaults(workspaces), layer().build(), Nets.eachStep(Nets.UNITS)));
      for (int steps : new int[] {2, 7, 3, 7}) {
        net.fit(stepData(steps));
        net.output(input(steps + 1));
      }
      results.add(net.params());
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  @Test
  @SuppressWarnings("try") // the scope is left by closing it
  void aViolationWouldBeNoticed() {
    INDArray leaked;
    try (MemoryWorkspace ignored =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace("violation")) {
      leaked = Nd4j.create(DataType.FLOAT, 2);
    }
    assertThatThrownBy(() -> leaked.addi(1)).hasMessageContaining("leaked workspace pointer");
  }
}
