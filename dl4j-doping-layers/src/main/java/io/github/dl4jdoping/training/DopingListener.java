package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.AnnealingListener;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.sparsity.Annealing;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
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
   * The update itself has pruned already; this is for updates that reach the parameters by another
   * way, such as shared gradients and averaging.
   */
  private static void prune(DopedLayer layer, int done) {
    Doping doping = layer.conf().getDoping();
    if (!doping.isAnnealed() || layer.frozen() || layer.isCompact()) {
      return;
    }
    for (MatrixPlan matrix : layer.conf().plan().matrices()) {
      Annealing annealing = doping.annealing(matrix.density());
      if (annealing.prunesAfter(done)) {
        INDArray values = layer.doping(matrix);
        long keep =
            annealing.nonZerosAfter(done, values.rows(), values.columns(), matrix.nonZeros());
        if (MagnitudePruning.nonZeros(values) > keep) {
          MagnitudePruning.prune(values, keep, doping.granularity());
        }
      }
    }
  }
}
