package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.decomposition.Allocation;
import io.github.dl4jdoping.decomposition.Budget;
import io.github.dl4jdoping.decomposition.BudgetTooSmallException;
import io.github.dl4jdoping.decomposition.Decomposer;
import io.github.dl4jdoping.deploy.LayerConversion.Place;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Makes a network with doped LSTMs of one whose LSTMs are trained.
 *
 * <pre>{@code
 * MultiLayerNetwork doped = Compression.of(net)
 *     .factor(20)
 *     .structure(LowRank.rank(8))
 *     .calibrate(iterator)
 *     .apply();
 * doped.setListeners(new DopingListener());
 * doped.fit(iterator, 2);
 * MultiLayerNetwork small = Compactor.compact(doped);
 * }</pre>
 *
 * <p>Each weight matrix W of each {@code LSTM}, of each {@code GravesLSTM} whose peepholes are zero,
 * and of each {@code DopedLSTM} that has as many weights as an LSTM, is approximated by a structured plus a sparse matrix, inside wrappers too. All other layers
 * keep their parameters. The support of S is kept in later training, unless {@link #doping} says that it
 * is to be annealed further. That training is one of its own: iterations and epochs are counted from 0,
 * and updaters have no state yet. The network that is given is not changed.
 *
 * @param <N> the kind of network
 */
public final class Compression<N extends Model> {

  private static final int ITERATIONS = 50;

  private final N net;
  private final BiFunction<N, LayerConversion, N> rewriter;
  private Double factor;
  private Structure structure = LowRank.rank(8);
  private Budget budget = Budget.byError();
  private Doping doping = keptSupport(Granularity.unstructured());
  private Set<String> excepted = Set.of();
  private MultiDataSetIterator calibration;
  private DataSetIterator singleCalibration;
  private Progress progress = (done, of) -> {};

  private Compression(N net, BiFunction<N, LayerConversion, N> rewriter) {
    this.net = Objects.requireNonNull(net, "net");
    this.rewriter = rewriter;
  }

  /**
   * A compression of a network.
   *
   * @param net a trained network
   * @return a compression to be configured
   */
  public static Compression<MultiLayerNetwork> of(MultiLayerNetwork net) {
    return new Compression<>(net, Rewriter::rewrite);
  }

  /**
   * A compression of a graph.
   *
   * @param graph a trained graph
   * @return a compression to be configured
   */
  public static Compression<ComputationGraph> of(ComputationGraph graph) {
    return new Compression<>(graph, Rewriter::rewrite);
  }

  /**
   * The compression factor in parameters: entries of the LSTMs' weight matrices by parameters of the
   * structures plus non-zeros, for all compressed layers together, biases not counted. Required.
   *
   * @param factor at least 1
   * @return this
   * @throws IllegalArgumentException if the factor is below 1 or no number
   */
  public Compression<N> factor(double factor) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("A compression factor is at least 1; got " + factor + ".");
    }
    this.factor = factor;
    return this;
  }

  /**
   * The structure of all weight matrices. With {@link Budget#byError()} it says which family, and its
   * size is a middle value; with {@link Budget#uniform()} each matrix has just this one. Where a matrix
   * is so small that the structure would have more parameters than the matrix, there is S alone.
   *
   * @param structure default {@code LowRank.rank(8)}: of trained weights a low-rank part holds more
   *     than a Kronecker product of the same size
   * @return this
   */
  public Compression<N> structure(Structure structure) {
    this.structure = Objects.requireNonNull(structure, "structure");
    return this;
  }

  /**
   * How the budget is spread over the matrices.
   *
   * @param budget default {@link Budget#byError()}
   * @return this
   */
  public Compression<N> budget(Budget budget) {
    this.budget = Objects.requireNonNull(budget, "budget");
    return this;
  }

  /**
   * Data to weight errors with: each input of a matrix counts with its root mean square over these
   * data, so that the error of the output is minimised and not that of the weights. Without, all
   * inputs count alike, whatever their scale.
   *
   * @param iterator features as in training; labels are not used; reset first if it can be
   * @return this
   */
  public Compression<N> calibrate(DataSetIterator iterator) {
    this.singleCalibration = Objects.requireNonNull(iterator, "iterator");
    this.calibration = null;
    return this;
  }

  /**
   * Data to weight errors with, for a graph with several inputs.
   *
   * @param iterator as in {@link #calibrate(DataSetIterator)}
   * @return this
   */
  public Compression<N> calibrate(MultiDataSetIterator iterator) {
    this.calibration = Objects.requireNonNull(iterator, "iterator");
    this.singleCalibration = null;
    return this;
  }

  /**
   * What S keeps or drops as a whole, if its support is kept in later training. It takes the place of
   * an earlier {@link #doping}, which has a granularity of its own.
   *
   * @param granularity default {@link Granularity#unstructured()}
   * @return this
   */
  public Compression<N> granularity(Granularity granularity) {
    this.doping = keptSupport(granularity);
    return this;
  }

  private static Doping keptSupport(Granularity granularity) {
    return Doping.builder().keepSupport().granularity(granularity).build();
  }

  /**
   * How S is trained after compression. Its final density is planned from the factor. S starts with the
   * doping's {@linkplain Doping#initialDensity() initial density}, or the final one if that is higher,
   * and is annealed over the doping's window. Without this, the support is kept as it is.
   *
   * @param doping an annealed doping without a final density
   * @return this
   * @throws IllegalArgumentException if it is not annealed or has a final density
   */
  public Compression<N> doping(Doping doping) {
    if (!doping.isAnnealed()
        || doping.inputDensity() != null
        || doping.recurrentDensity() != null) {
      throw new IllegalArgumentException(
          "Compression plans the final density, so it takes an annealed doping without one, such as"
              + " Doping.builder().initialDensity(0.3).anneal(0, 2_000).build(); got Doping."
              + doping
              + ".");
    }
    this.doping = doping;
    return this;
  }

  /**
   * Layers to leave alone.
   *
   * @param layers names of layers or vertices
   * @return this
   */
  public Compression<N> except(String... layers) {
    this.excepted = Set.of(layers);
    return this;
  }

  /**
   * Reports progress while {@link #apply} runs.
   *
   * @param progress called after each matrix
   * @return this
   */
  public Compression<N> onProgress(Progress progress) {
    this.progress = Objects.requireNonNull(progress, "progress");
    return this;
  }

  /** How far a compression is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A matrix is done.
     *
     * @param done number of matrices done
     * @param of number of all matrices
     */
    void matrixDone(int done, int of);
  }

  /**
   * Compresses the network.
   *
   * @return a new network of the same kind, with {@code DopedLSTM} layers
   * @throws IllegalStateException if no factor was given
   * @throws IllegalArgumentException if there is no LSTM to compress, the factor is out of reach, a
   *     weight is not finite, a matrix has no structure of the family, or the calibration data do not
   *     fit; the message says what would work
   */
  public N apply() {
    return run().net();
  }

  /**
   * Compresses the network and tells what became of it.
   *
   * @return a new network of the same kind, and a report
   * @throws IllegalStateException as {@link #apply}
   * @throws IllegalArgumentException as {@link #apply}
   */
  public Compressed<N> run() {
    if (factor == null) {
      throw new IllegalStateException(
          "A compression needs a factor: Compression.of(net).factor(20), for example.");
    }
    LstmSites found = new LstmSites(net, excepted);
    requireSites(found);
    DenseWeights weights = new DenseWeights(found.sites(), targets(found.sites()), structure);
    List<MatrixApproximation> matrices = new ArrayList<>();
    List<MatrixCompression> reports = approximate(weights, matrices);
    Map<Place, LstmApproximation> byPlace = new HashMap<>();
    for (int i = 0; i < weights.count(); i += 2) {
      LstmApproximation lstm = new LstmApproximation(doping, matrices.get(i), matrices.get(i + 1));
      byPlace.put(weights.site(i).place(), lstm);
    }
    N compressed = rewriter.apply(net, new DenseConversion(byPlace));
    CompressionReport report = new CompressionReport(reports, found.leftAlone(), isCalibrated());
    return new Compressed<>(compressed, report);
  }

  private static void requireSites(LstmSites found) {
    if (found.sites().isEmpty()) {
      throw new IllegalArgumentException(
          "The network has no LSTM to compress. Its layers with parameters are: "
              + found.leftAlone()
              + ".");
    }
  }

  /** Input and recurrent matrix of each LSTM in turn. */
  private List<FitTarget> targets(List<LstmSite> sites) {
    List<Activity> activities = isCalibrated() ? activities(sites) : null;
    List<FitTarget> targets = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      LstmSite site = sites.get(i);
      double[] inputs = activities == null ? null : activities.get(i).inputWeights();
      double[] outputs = activities == null ? null : activities.get(i).recurrentWeights();
      targets.add(target(site, site.inputWeights(), inputs));
      targets.add(target(site, site.recurrentWeights(), outputs));
    }
    return targets;
  }

  private static FitTarget target(LstmSite site, INDArray weights, double[] rowWeights) {
    try {
      return rowWeights == null ? FitTarget.of(weights) : FitTarget.of(weights, rowWeights);
    } catch (IllegalArgumentException e) {
      throw site.explained(e);
    }
  }

  private boolean isCalibrated() {
    return calibration != null || singleCalibration != null;
  }

  private List<Activity> activities(List<LstmSite> sites) {
    Calibration data = new Calibration(net, sites);
    if (calibration != null) {
      if (calibration.resetSupported()) {
        calibration.reset();
      }
      calibration.forEachRemaining(data::feed);
    } else {
      if (singleCalibration.resetSupported()) {
        singleCalibration.reset();
      }
      singleCalibration.forEachRemaining(batch -> data.feed(batch.toMultiDataSet()));
    }
    return data.activities();
  }

  private List<MatrixCompression> approximate(
      DenseWeights weights, List<MatrixApproximation> matrices) {
    Granularity granularity = doping.granularity();
    List<Allocation> shares = spread(weights);
    Decomposer decomposer = new Decomposer(granularity, ITERATIONS);
    UniformErrors uniform =
        new UniformErrors(weights, parameters(weights), granularity, decomposer);
    List<MatrixCompression> reports = new ArrayList<>();
    for (int i = 0; i < weights.count(); i++) {
      Allocation share = shares.get(weights.candidateOf(i));
      MatrixApproximation matrix =
          MatrixApproximation.of(weights.shape(i), weights.target(i), share, decomposer, doping);
      String layer = weights.site(i).name();
      matrices.add(matrix);
      reports.add(matrix.report(layer, weights.name(i), uniform.of(i, matrix)));
      progress.matrixDone(i + 1, weights.count());
    }
    return reports;
  }

  private long parameters(DenseWeights weights) {
    return (long) (weights.entries() / factor);
  }

  private List<Allocation> spread(DenseWeights weights) {
    long dense = weights.entries();
    long parameters = parameters(weights);
    try {
      return budget.spread(weights.candidates(), parameters, doping.granularity());
    } catch (BudgetTooSmallException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A factor of %s leaves %d of %d LSTM weights, but %s needs %d of them for itself. The"
                  + " largest factor within reach is %.2f: ask for at most that, or choose a smaller"
                  + " structure.",
              factor,
              parameters,
              dense,
              structure,
              e.needed(),
              Math.floor(100.0 * dense / e.needed()) / 100),
          e);
    }
  }
}
