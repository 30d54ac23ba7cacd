package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import io.github.dl4jdoping.sparsity.SupportRegrowth;
import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layer of a {@link DopedLSTM}: S is stored whole, and annealed while a listener is attached. */
public final class DopedLSTMLayer extends AbstractDopedLayer<DopedLSTM> {

  private static final Logger LOG = LoggerFactory.getLogger(DopedLSTMLayer.class);

  private boolean listening;
  private boolean warnedNotListening;
  private boolean warnedNotAnnealed;
  private boolean trained;

  private DopedLSTMLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /**
   * Makes the layer for a configuration, as DL4J asks for it.
   *
   * @param conf configuration whose layer is a {@link DopedLSTM}
   * @param listeners may be null
   * @param index index of the layer in the network
   * @param params view of the layer's parameters in the network's flat vector
   * @param initialise whether to set initial values
   * @param type data type of the network
   * @return the layer
   */
  public static DopedLSTMLayer create(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialise,
      DataType type) {
    DopedLSTMLayer layer = new DopedLSTMLayer(conf, type);
    layer.initialise(listeners, index, params, initialise);
    layer.logPlan(initialise);
    return layer;
  }

  /** A density that was planned rather than given is said once, when the network is made. */
  private void logPlan(boolean isNew) {
    if (isNew && layerConf().getCompression() != 0) {
      LOG.info(
          "Compression {} plans {} {}",
          layerConf().getCompression(),
          layerConf().plan(),
          layerId());
    }
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    super.setListeners(listeners);
    noticeListeners();
  }

  @Override
  public void addListeners(TrainingListener... listeners) {
    super.addListeners(listeners);
    noticeListeners();
  }

  private void noticeListeners() {
    listening = getListeners().stream().anyMatch(AnnealingListener.class::isInstance);
    layerConf().activateAnnealing(listening);
  }

  /**
   * Whether a listener makes the doping happen. The configuration alone does not tell: that of a
   * wrapped layer is shared with the clones of its network, which have listeners of their own.
   */
  boolean isAnnealing() {
    return listening || layerConf().annealingActive();
  }

  @Override
  double rowDropoutRate() {
    return isAnnealing()
        ? layerConf().getDoping().rowDropoutAt(getIterationCount(), getEpochCount())
        : 0;
  }

  @Override
  SupportGradient supportGradient(MatrixPlan matrix) {
    SupportRegrowth regrowth = isAnnealing() ? layerConf().regrowth(matrix) : null;
    int iteration = getIterationCount();
    return regrowth == null || !regrowth.isDueIn(iteration)
        ? SupportGradient.ON_SUPPORT
        : (values, gradient) -> regrowth.restrict(values, gradient, iteration);
  }

  @Override
  void beforeLearning() {
    warnIfNotListening();
    trained = true;
  }

  @Override
  void beforeInference() {
    warnIfNotAnnealed();
  }

  /** A worker's log is seldom read, so there it is an error, which Spark hands to its driver. */
  private void warnIfNotListening() {
    DopedLSTM conf = layerConf();
    if (!conf.getDoping().isAnnealed() || isAnnealing()) {
      return;
    }
    if (conf.wasSent()) {
      throw new IllegalStateException(
          "DopedLSTM is trained on a worker without a DopingListener. Listeners of the network are"
              + " not sent to workers: call setListeners(new DopingListener()) on the"
              + " SparkDl4jMultiLayer or SparkComputationGraph before fit; or, to train without"
              + " pruning, configure Doping.dense(). "
              + layerId());
    }
    if (!warnedNotListening) {
      warnedNotListening = true;
      LOG.warn(
          "DopedLSTM is trained without a DopingListener: its doping is not annealed and row"
              + " dropout is off. Call net.setListeners(new DopingListener(), ...) before fit; what"
              + " trains replicas of the network has listeners of its own, so call"
              + " wrapper.setListeners(...) of a ParallelWrapper, and setListeners of a Spark"
              + " network. {}",
          layerId());
    }
  }

  private void warnIfNotAnnealed() {
    if (!trained || warnedNotAnnealed || !layerConf().getDoping().isAnnealed()) {
      return;
    }
    trained = false;
    Doping doping = layerConf().getDoping();
    for (MatrixPlan matrix : layerConf().plan().matrices()) {
      long nonZeros = MagnitudePruning.nonZeros(getParam(matrix.dopingName()));
      if (nonZeros > matrix.nonZeros() && !warnedNotAnnealed) {
        warnedNotAnnealed = true;
        LOG.warn(
            "DopedLSTM is used before its doping is annealed: {} has {} non-zeros of {} planned,"
                + " after {} of {} iterations. Train to the end of the annealing window with a"
                + " DopingListener before you deploy it. {}",
            matrix.dopingName(),
            nonZeros,
            matrix.nonZeros(),
            getIterationCount(),
            doping.endIteration(),
            layerId());
      }
    }
  }
}
