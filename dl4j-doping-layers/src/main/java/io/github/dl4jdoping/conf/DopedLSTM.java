package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.layer.DopedLSTMLayer;
import io.github.dl4jdoping.layer.DopedLSTMParamInitializer;
import io.github.dl4jdoping.sparsity.Regrowth;
import io.github.dl4jdoping.sparsity.SupportRegrowth;
import io.github.dl4jdoping.sparsity.SupportUpdate;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.Structure;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * An LSTM layer whose two weight matrices are each a structured matrix plus an extremely sparse one
 * (Thakker et al., "Doping", arXiv 2102.07071): {@code W = D(theta) + S}. It takes the place of DL4J's
 * {@link org.deeplearning4j.nn.conf.layers.LSTM} in a configuration and has all of its options.
 *
 * <pre>{@code
 * .layer(new DopedLSTM.Builder().nIn(650).nOut(650)
 *     .structure(Kronecker.balanced())
 *     .doping(Doping.builder().anneal(2_000, 20_000).build())
 *     .compression(25)
 *     .build())
 * net.setListeners(new DopingListener());
 * }</pre>
 *
 * <p>Parameters, all matrices: those of the structures, with names that start with W (input) or R
 * (recurrent); the doping matrices {@code SW [nIn, 4H]} and {@code SR [H, 4H]}; the bias {@code b [4H]}. Columns are in the gate order of DL4J's LSTM: candidate, forget, output, input gate. L1, L2
 * and constraints apply to these parameters, not to the matrix that they make up.
 */
public final class DopedLSTM extends AbstractDopedLSTM {

  private static final long serialVersionUID = 1L;

  private transient boolean checksEarly;
  private transient volatile boolean annealing;
  private transient volatile boolean diverged;
  private transient boolean sent;

  /** For deserialisation. */
  public DopedLSTM() {}

  private DopedLSTM(Builder builder) {
    super(builder);
    this.checksEarly = true;
    checkIfComplete();
  }

  /** What a compact layer was made from. */
  DopedLSTM(CompactDopedLSTM compact) {
    super(compact);
  }

  private DopedLSTM(AbstractLSTM dense, Structure input, Structure recurrent, Doping doping) {
    super(dense, input, recurrent, doping);
    setConstraints(renamed(dense));
  }

  /**
   * A layer with the options of one that has dense weights. Constraints on its weights become
   * constraints on the structures' parameters and doping matrices.
   *
   * @param dense an LSTM without peepholes, or a doped one that has all its weights; not changed
   * @param input the structure of the input matrix
   * @param recurrent the structure of the recurrent matrix
   * @param doping the doping of both matrices
   * @return a new configuration
   */
  public static DopedLSTM of(
      AbstractLSTM dense, Structure input, Structure recurrent, Doping doping) {
    return new DopedLSTM(dense, input, recurrent, doping);
  }

  private List<LayerConstraint> renamed(AbstractLSTM dense) {
    if (dense.getConstraints() == null) {
      return null;
    }
    List<LayerConstraint> renamed = new ArrayList<>();
    for (LayerConstraint constraint : dense.getConstraints()) {
      LayerConstraint copy = constraint.clone();
      copy.setParams(
          constraint.getParams().stream()
              .flatMap(name -> parametersFor(name, dense).stream())
              .collect(Collectors.toSet()));
      renamed.add(copy);
    }
    return renamed;
  }

  private List<String> parametersFor(String name, AbstractLSTM dense) {
    if (inputKeys(dense).contains(name)) {
      return initializer().inputKeys();
    }
    return recurrentKeys(dense).contains(name) ? initializer().recurrentKeys() : List.of(name);
  }

  private static List<String> inputKeys(AbstractLSTM layer) {
    return layer instanceof AbstractDopedLSTM doped
        ? doped.initializer().inputKeys()
        : List.of(LSTMParamInitializer.INPUT_WEIGHT_KEY);
  }

  private static List<String> recurrentKeys(AbstractLSTM layer) {
    return layer instanceof AbstractDopedLSTM doped
        ? doped.initializer().recurrentKeys()
        : List.of(LSTMParamInitializer.RECURRENT_WEIGHT_KEY);
  }

  /**
   * Whether a listener is attached that makes the doping happen. Part of a running network, not of
   * the configuration: neither compared nor serialised.
   *
   * @return true while pruning and row dropout are on
   */
  public boolean annealingActive() {
    return annealing;
  }

  /**
   * Switches pruning and row dropout on or off; the layer and {@code DopingListener} call it.
   *
   * @param active whether a listener is attached
   */
  public void activateAnnealing(boolean active) {
    this.annealing = active;
  }

  /**
   * Notes that training has met a loss or a gradient that is not finite. Part of a running network,
   * as {@link #annealingActive} is.
   *
   * @return whether this was the first time
   */
  public boolean noteDivergence() {
    boolean first = !diverged;
    diverged = true;
    return first;
  }

  /**
   * Whether this configuration, or the one that it is a clone of, came by Java serialisation. That is
   * how Spark sends it to its workers, and listeners of the network do not come with it.
   *
   * @return false for what was built, cloned or read from JSON or a model file here
   */
  public boolean wasSent() {
    return sent;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    this.sent = true;
  }

  /** A shape that does not factor is reported as soon as name and sizes are known. */
  private void checkIfComplete() {
    if (checksEarly && getLayerName() != null && nIn > 0 && nOut > 0) {
      plan();
    }
  }

  @Override
  public void setLayerName(String layerName) {
    super.setLayerName(layerName);
    checkIfComplete();
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    checkIfComplete();
  }

  @Override
  protected void initializeConstraints(org.deeplearning4j.nn.conf.layers.Layer.Builder<?> builder) {
    super.initializeConstraints(builder);
    Builder own = (Builder) builder;
    DopedLSTMParamInitializer names = initializer();
    constrain(own.getRecurrentConstraints(), names.recurrentKeys());
    constrain(own.getInputWeightConstraints(), names.inputKeys());
  }

  private void constrain(List<LayerConstraint> added, List<String> parameters) {
    if (added == null) {
      return;
    }
    if (constraints == null) {
      constraints = new ArrayList<>();
    }
    for (LayerConstraint constraint : added) {
      LayerConstraint copy = constraint.clone();
      copy.setParams(new HashSet<>(parameters));
      constraints.add(copy);
    }
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet("DopedLSTM", getLayerName(), layerIndex, getNIn(), getNOut());
    return DopedLSTMLayer.create(
        conf, trainingListeners, layerIndex, layerParamsView, initializeParams, networkDataType);
  }

  /** All of S is stored. */
  @Override
  public long[] dopingShape(MatrixPlan matrix) {
    return new long[] {matrix.shape().rows(), matrix.shape().columns()};
  }

  /**
   * The regularisation of a parameter; for an annealed doping matrix followed by regrowth, if there
   * is any, and the update that prunes it, which must come last.
   */
  @Override
  public List<Regularization> getRegularizationByParam(String paramName) {
    List<Regularization> configured = super.getRegularizationByParam(paramName);
    MatrixPlan matrix = matrixDopedBy(paramName);
    if (matrix == null || !getDoping().isAnnealed()) {
      return configured;
    }
    List<Regularization> all = new ArrayList<>();
    if (configured != null) {
      all.addAll(configured);
    }
    SupportRegrowth regrowth = annealing ? regrowth(matrix) : null;
    if (regrowth != null) {
      all.add(regrowth);
    }
    all.add(
        new SupportUpdate(
            getDoping().annealing(matrix.density()),
            matrix.shape().rows(),
            matrix.nonZeros(),
            annealing));
    return all;
  }

  /**
   * How the support of a doping matrix is regrown.
   *
   * @param matrix the plan of a doped matrix
   * @return null if its support only shrinks
   */
  public SupportRegrowth regrowth(MatrixPlan matrix) {
    Regrowth regrowth = getDoping().regrowth();
    return regrowth == null
        ? null
        : new SupportRegrowth(
            regrowth,
            getDoping().annealing(matrix.density()),
            matrix.shape().rows(),
            matrix.nonZeros());
  }

  @Override
  public DopedLSTM clone() {
    return (DopedLSTM) super.clone();
  }

  /** Builds a {@link DopedLSTM}: the options of {@code LSTM.Builder}, structures and doping. */
  @SuppressWarnings("unchecked") // DL4J declares <E extends Layer> E build()
  public static final class Builder extends AbstractLSTM.Builder<Builder> {

    Structure inputStructure = Kronecker.balanced();
    Structure recurrentStructure = Kronecker.balanced();
    Doping doping = Doping.none();
    double compression;
    IUpdater structureUpdater;
    IUpdater dopingUpdater;

    /** A builder with balanced Kronecker products and no doping. */
    public Builder() {}

    /**
     * The structure of both weight matrices.
     *
     * @param structure family; default {@link Kronecker#balanced()}
     * @return this builder
     */
    public Builder structure(Structure structure) {
      return inputStructure(structure).recurrentStructure(structure);
    }

    /**
     * The structure of the input matrix {@code [nIn, 4H]}.
     *
     * @param structure family
     * @return this builder
     */
    public Builder inputStructure(Structure structure) {
      this.inputStructure = Objects.requireNonNull(structure, "inputStructure");
      return this;
    }

    /**
     * The structure of the recurrent matrix {@code [H, 4H]}.
     *
     * @param structure family
     * @return this builder
     */
    public Builder recurrentStructure(Structure structure) {
      this.recurrentStructure = Objects.requireNonNull(structure, "recurrentStructure");
      return this;
    }

    /**
     * The doping of both matrices.
     *
     * @param doping default {@link Doping#none()}
     * @return this builder
     */
    public Builder doping(Doping doping) {
      this.doping = Objects.requireNonNull(doping, "doping");
      return this;
    }

    /**
     * Plans the final density of the doping from a parameter budget: structure and non-zeros
     * together have {@code 1 / factor} of the dense weights, biases not counted. Both matrices get
     * the same density.
     *
     * @param factor dense weights by remaining weights, at least 1
     * @return this builder
     */
    public Builder compression(double factor) {
      if (!(factor >= 1)) {
        throw new IllegalArgumentException(
            "compression(factor) needs a factor of at least 1; got " + factor + ".");
      }
      this.compression = factor;
      return this;
    }

    /**
     * An updater of their own for the structures' parameters.
     *
     * @param updater null for the layer's updater
     * @return this builder
     */
    public Builder structureUpdater(IUpdater updater) {
      this.structureUpdater = updater;
      return this;
    }

    /**
     * An updater of their own for the doping matrices.
     *
     * @param updater null for the layer's updater
     * @return this builder
     */
    public Builder dopingUpdater(IUpdater updater) {
      this.dopingUpdater = updater;
      return this;
    }

    @Override
    public DopedLSTM build() {
      DopedLSTM layer = new DopedLSTM(this);
      layer.initializeConstraints(this);
      return layer;
    }
  }
}
