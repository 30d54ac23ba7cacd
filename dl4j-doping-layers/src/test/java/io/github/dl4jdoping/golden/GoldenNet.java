package io.github.dl4jdoping.golden;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.deploy.Compactor;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The networks whose files are kept. What one of them builds stays as it is once its files are
 * published: another configuration is another constant.
 */
enum GoldenNet {
  /** One doped layer of each family, at its density. */
  STRUCTURES(12),
  /** Every setting of doping, in the middle of annealing. */
  ANNEALING(9),
  /** Inside DL4J's wrappers. */
  WRAPPED(12),
  /** A ComputationGraph that is no chain. */
  GRAPH(12),
  /** The compact form of {@link #STRUCTURES}. */
  COMPACT(0);

  static final int INPUTS = 4;
  static final int UNITS = 4;
  static final int CLASSES = 3;

  /** The iteration after which every layer has its final density. */
  static final int END = 20;

  private static final Doping DOPING =
      Doping.builder().finalDensity(0.2).anneal(1, 10).every(3).rowDropout(0.3).build();

  private final int iterations;

  GoldenNet(int iterations) {
    this.iterations = iterations;
  }

  /** Name of its files. */
  String file() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isGraph() {
    return this == GRAPH;
  }

  /** Whether it becomes a compact model too; what the runtime has no layer for cannot. */
  boolean isDeployed() {
    return this == STRUCTURES || this == WRAPPED;
  }

  /** One label for a sequence instead of one for each of its time steps. */
  boolean classifies() {
    return this == WRAPPED;
  }

  /** The number of training iterations before the files are written. */
  int iterations() {
    return this == COMPACT ? STRUCTURES.iterations : iterations;
  }

  /** The network before training; for {@link #COMPACT} that of which it is the compact form. */
  Model untrained() {
    return switch (this) {
      case STRUCTURES, COMPACT -> network(structures());
      case ANNEALING -> network(annealing());
      case WRAPPED -> network(wrapped());
      case GRAPH -> graph();
    };
  }

  /** The network as it is written. */
  Model trained() {
    Model net = GoldenData.trained(untrained(), 0, iterations(), classifies());
    return this == COMPACT ? Compactor.compact((MultiLayerNetwork) net) : net;
  }

  private static MultiLayerConfiguration structures() {
    return defaults()
        .list()
        .layer(doped(INPUTS, Kronecker.balanced(2)).name("kronecker").build())
        .layer(doped(UNITS, LowRank.rank(2)).name("low rank").build())
        .layer(doped(UNITS, Hybrid.of(0.25, 1)).name("hybrid").build())
        .layer(doped(UNITS, Hybrid.withFreeUnits(1, 1, 3)).name("free units").build())
        .layer(doped(UNITS, Unstructured.none()).name("pruned").build())
        .layer(eachStep(UNITS))
        .build();
  }

  private static MultiLayerConfiguration annealing() {
    Doping first =
        Doping.builder()
            .finalDensity(0.3, 0.5)
            .initialDensity(0.9)
            .anneal(2, END)
            .every(3)
            .rowDropout(new MapSchedule.Builder(ScheduleType.EPOCH).add(0, 0.5).add(3, 0.1).build())
            .rowDropoutPerSequence(true)
            .rowDropoutOn(RowDropoutTarget.INPUT)
            .initialShare(0.3)
            .learningRateFactor(0.5)
            .regrow(0.2, 5, 70)
            .granularity(Granularity.bankBalanced(16))
            .build();
    Doping second =
        Doping.builder()
            .anneal(1, END)
            .every(2)
            .rowDropout(new LinearFade(0.4, 2, END))
            .granularity(Granularity.blocks(8))
            .build();
    Layer planned =
        doped(UNITS, LowRank.rank(1))
            .name("planned")
            .doping(second)
            .compression(2)
            .structureUpdater(new Nesterovs(0.02, 0.8))
            .dopingUpdater(new Adam(0.01))
            .build();
    return defaults()
        .list()
        .layer(doped(INPUTS, Kronecker.of(2, 4, 2, 4)).name("every setting").doping(first).build())
        .layer(planned)
        .layer(eachStep(UNITS))
        .build();
  }

  private static MultiLayerConfiguration wrapped() {
    return defaults()
        .list()
        .layer(
            new Bidirectional(
                Bidirectional.Mode.CONCAT, doped(INPUTS, Kronecker.balanced()).build()))
        .layer(new LastTimeStep(doped(2 * UNITS, LowRank.rank(1)).name("last").build()))
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nIn(UNITS)
                .nOut(CLASSES)
                .build())
        .build();
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            defaults()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "masked", new MaskZeroLayer(doped(INPUTS, Hybrid.of(0.5, 1)).build(), 0), "in")
                .addLayer("stock", new LSTM.Builder().nIn(INPUTS).nOut(UNITS).build(), "in")
                .addVertex("both", new MergeVertex(), "masked", "stock")
                .addLayer("doped", doped(2 * UNITS, Kronecker.balanced()).build(), "both")
                .addLayer("out", eachStep(UNITS), "doped")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(INPUTS))
                .build());
    graph.init();
    return graph;
  }

  private static NeuralNetConfiguration.Builder defaults() {
    return new NeuralNetConfiguration.Builder()
        .seed(20)
        .updater(new Adam(0.02))
        .activation(Activation.TANH);
  }

  private static DopedLSTM.Builder doped(int inputs, Structure structure) {
    return new DopedLSTM.Builder().nIn(inputs).nOut(UNITS).structure(structure).doping(DOPING);
  }

  private static RnnOutputLayer eachStep(int inputs) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(CLASSES)
        .build();
  }

  private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    MultiLayerNetwork net = new MultiLayerNetwork(configuration);
    net.init();
    return net;
  }
}
