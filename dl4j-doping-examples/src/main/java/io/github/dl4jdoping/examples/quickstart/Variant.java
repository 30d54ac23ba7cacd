package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.examples.report.Ink;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * One way to build the LSTM of the quickstart.
 *
 * @param name short name, as shown in table and charts
 * @param ink how its lines are drawn
 * @param network configuration of the whole network
 */
record Variant(String name, Ink ink, MultiLayerConfiguration network) {

  private static final double LEARNING_RATE = 0.02;
  private static final double ANNEALING_START = 0.15;
  private static final double ANNEALING_END = 0.7;
  private static final int PRUNE_EVERY = 5;

  /**
   * The variants that are compared: the same network and training, only the weight matrices of the
   * LSTM differ.
   *
   * @param settings sizes and compression factor
   * @return dense, Kronecker (one product; then as many as the budget allows, if more than one), and
   *     doped Kronecker
   */
  public static List<Variant> all(Settings settings) {
    List<Variant> variants = new ArrayList<>();
    DopedLSTM.Builder dense = builder().structure(Unstructured.none()).doping(Doping.dense());
    variants.add(of("dense", Ink.REFERENCE, dense, settings));
    DopedLSTM.Builder kronecker = builder().structure(Kronecker.balanced());
    variants.add(of("Kronecker", Ink.RIVAL, kronecker, settings));
    int terms = affordableTerms(settings);
    if (terms > 1) {
      DopedLSTM.Builder sum = builder().structure(Kronecker.balanced(terms));
      variants.add(of("Kronecker, " + terms + " terms", Ink.SECOND_RIVAL, sum, settings));
    }
    variants.add(of("doped Kronecker", Ink.SUBJECT, doped(settings), settings));
    return List.copyOf(variants);
  }

  /**
   * The first iteration after which the doped variant is pruned.
   *
   * @param settings the number of iterations
   * @return start of the annealing window
   */
  static int annealingStart(Settings settings) {
    return (int) (ANNEALING_START * settings.iterations());
  }

  /**
   * The iteration after which the doped variant has its final density.
   *
   * @param settings the number of iterations
   * @return end of the annealing window
   */
  static int annealingEnd(Settings settings) {
    return (int) (ANNEALING_END * settings.iterations());
  }

  private static DopedLSTM.Builder doped(Settings settings) {
    return builder()
        .structure(Kronecker.balanced())
        .doping(
            Doping.builder()
                .anneal(annealingStart(settings), annealingEnd(settings))
                .every(PRUNE_EVERY)
                .build())
        .compression(settings.factor());
  }

  /** A sum of Kronecker products of the same budget is the fairest rival of doping one product. */
  private static int affordableTerms(Settings settings) {
    MatrixShape input = MatrixShape.lstm(Grammar.standard().size(), settings.units());
    MatrixShape recurrent = MatrixShape.lstm(settings.units(), settings.units());
    long inputTerm = Kronecker.balanced().matrix(input).parameterCount();
    long recurrentTerm = Kronecker.balanced().matrix(recurrent).parameterCount();
    double budget = (input.size() + recurrent.size()) / settings.factor();
    long affordable = (long) (budget / (inputTerm + recurrentTerm));
    // In a small matrix, fewer terms are already as many parameters as the dense matrix has.
    long useful = Math.min(input.size() / inputTerm, recurrent.size() / recurrentTerm);
    return (int) Math.min(affordable, useful);
  }

  private static DopedLSTM.Builder builder() {
    return new DopedLSTM.Builder().name("lstm").activation(Activation.TANH);
  }

  private static Variant of(String name, Ink ink, DopedLSTM.Builder lstm, Settings settings) {
    int alphabet = Grammar.standard().size();
    int units = settings.units();
    return new Variant(
        name,
        ink,
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(learningRate(settings.iterations())))
            .list()
            .layer(lstm.nIn(alphabet).nOut(units).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .nIn(units)
                    .nOut(alphabet)
                    .build())
            .build());
  }

  /** Held while S is pruned, then lowered in steps. */
  static ISchedule learningRate(int iterations) {
    return new MapSchedule(
        ScheduleType.ITERATION,
        Map.of(
            0,
            LEARNING_RATE,
            (int) (0.70 * iterations),
            LEARNING_RATE / 2,
            (int) (0.80 * iterations),
            LEARNING_RATE / 5,
            (int) (0.90 * iterations),
            LEARNING_RATE / 20));
  }
}
