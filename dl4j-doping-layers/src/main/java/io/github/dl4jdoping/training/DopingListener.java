package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.AnnealingListener;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.sparsity.FiniteCheck;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the doping of every doped layer of a network happen while it trains: annealing of the density
 * and co-matrix row dropout. Attach it beside the listeners that you have:
 *
 * <pre>{@code
 * net.setListeners(new ScoreIterationListener(100), new DopingListener());
 * }</pre>
 *
 * <p>What happens in an iteration is a function of its index and the configuration alone. So the
 * listener holds no state: it may serve several networks and threads, is serialisable, and training
 * goes on from a checkpoint as if it had never stopped.
 *
 * <p>When the loss or a gradient is not finite, it says so once for each network, as an error in the
 * log with iteration and layers. As long as the update of an S is not finite, that S keeps values and
 * support and is not pruned.
 *
 * <p>Attach it by {@code setListeners} rather than {@code MultiLayerNetwork.addListeners}: DL4J does
 * not tell layers of the latter, so that the very first iteration would be without row dropout.
 */
public final class DopingListener extends BaseTrainingListener
    implements AnnealingListener, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DopingListener.class);

  private final int every;
  private final Consumer<DopingReport> sink;

  /** A listener that logs a report every 1000 iterations. */
  public DopingListener() {
    this(1000, new LogReport());
  }

  private DopingListener(int every, Consumer<DopingReport> sink) {
    if (every < 1) {
      throw new IllegalArgumentException(
          "A report is made every n iterations, n at least 1; got " + every + ".");
    }
    this.every = every;
    this.sink = Objects.requireNonNull(sink, "reports");
  }

  /**
   * The same listener with another interval between reports.
   *
   * @param iterations interval, at least 1
   * @return a new listener
   * @throws IllegalArgumentException if the interval is not positive
   */
  public DopingListener every(int iterations) {
    return new DopingListener(iterations, sink);
  }

  /**
   * The same listener with another place for its reports.
   *
   * @param reports takes a report every {@link #every} iterations; serialisable if the listener is to
   *     be
   * @return a new listener
   */
  public DopingListener reportTo(Consumer<DopingReport> reports) {
    return new DopingListener(every, reports);
  }

  private static final class LogReport implements Consumer<DopingReport>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public void accept(DopingReport report) {
      LOG.info("{}", report);
    }
  }

  @Override
  public void onEpochStart(Model model) {
    activate(model);
  }

  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    activate(model);
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    activate(model);
  }

  /** DL4J asks a layer that is frozen with backpropagation for its update all the same. */
  private static void activate(Model model) {
    for (DopedLayer layer : dopedLayers(model)) {
      if (layer.conf() instanceof DopedLSTM doped) {
        doped.activateAnnealing(!layer.frozen());
      }
    }
  }

  private static List<DopedLayer> dopedLayers(Model model) {
    return DopedLayer.isNetwork(model) ? DopedLayer.in(model) : List.of();
  }

  /**
   * Reports once that the loss or a gradient is not finite. DL4J calls it after the backward pass and
   * before the update, so parameters are still what they were.
   */
  @Override
  public void onGradientCalculation(Model model) {
    Divergence.reportOnce(model, dopedLayers(model));
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    int done = iteration + 1;
    List<DopedLayer> layers = dopedLayers(model);
    layers.forEach(layer -> prune(layer, done));
    if (!layers.isEmpty() && done % every == 0) {
      sink.accept(DopingReport.after(done, model));
    }
  }

  /**
   * Prunes every annealed S of a network to the number of entries that its schedule allows after the
   * iterations that the network has done. For parameters that reached the network by another way than
   * an iteration of training with this listener: averages of networks whose supports differ have all
   * entries of all of them. Layers that are frozen or compact, and matrices with few enough entries,
   * stay as they are.
   *
   * @param model a MultiLayerNetwork or a ComputationGraph; changed in place
   * @throws IllegalArgumentException if the model is of another kind
   * @throws IllegalStateException if such an S or the layer's bias is not finite
   */
  public static void project(Model model) {
    int done = BaseOptimizer.getIterationCount(model);
    for (DopedLayer layer : DopedLayer.in(model)) {
      if (!isFinite(layer)) {
        throw new IllegalStateException(
            "Layer \""
                + layer.name()
                + "\" has parameters that are not finite, so that magnitudes say nothing. Go back to"
                + " the last checkpoint before training diverged.");
      }
      prune(layer, done);
    }
  }

  /** Looks at S and at the bias, which every gradient that reaches the layer reaches as well. */
  private static boolean isFinite(DopedLayer layer) {
    return FiniteCheck.isFinite(layer.parameters().apply(LSTMParamInitializer.BIAS_KEY))
        && annealed(layer).stream().map(layer::doping).allMatch(FiniteCheck::isFinite);
  }

  private static List<MatrixPlan> annealed(DopedLayer layer) {
    boolean annealed =
        layer.conf().getDoping().isAnnealed() && !layer.frozen() && !layer.isCompact();
    return annealed ? layer.conf().plan().matrices() : List.of();
  }

  /**
   * The update itself has pruned already; this is for updates that reach the parameters by another
   * way, such as shared gradients and averaging.
   */
  private static void prune(DopedLayer layer, int done) {
    Doping doping = layer.conf().getDoping();
    for (MatrixPlan matrix : annealed(layer)) {
      INDArray values = layer.doping(matrix);
      long keep =
          doping
              .annealing(matrix.density())
              .nonZerosAfter(done, values.rows(), values.columns(), matrix.nonZeros());
      if (MagnitudePruning.exceeds(values, keep) && isFinite(layer)) {
        MagnitudePruning.prune(values, keep, doping.granularity());
      }
    }
  }
}
