package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.ParamSlot;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays out and initialises the parameters of one doped LSTM layer, in the order: structure and
 * doping of the input matrix, structure and doping of the recurrent matrix, bias. Arrays are
 * Fortran-ordered views of the flat vector, as everywhere in DL4J.
 *
 * <p>Bound to one configuration, because wrappers such as {@code Bidirectional} ask with their own.
 */
public final class DopedLSTMParamInitializer implements ParamInitializer {

  /** Name of the bias, {@code [4H]}. */
  public static final String BIAS = "b";

  private static final long VARIANCE_SAMPLE = 1 << 16;

  /** Small beside any weight, and not 0 in half precision either. */
  private static final double LEAST_VALUE = 1e-6;

  private final AbstractDopedLSTM layer;

  /**
   * An initialiser for one layer.
   *
   * @param layer the layer's configuration
   */
  public DopedLSTMParamInitializer(AbstractDopedLSTM layer) {
    this.layer = layer;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(layer);
  }

  @Override
  public long numParams(Layer ignored) {
    long weights = 0;
    for (MatrixPlan matrix : layer.plan().matrices()) {
      weights += matrix.structure().parameterCount();
      weights += isStored(matrix) ? ArrayUtil.prodLong(layer.dopingShape(matrix)) : 0;
    }
    return weights + biases();
  }

  private boolean isStored(MatrixPlan matrix) {
    return matrix.doped() && layer.dopingShape(matrix).length > 0;
  }

  private long biases() {
    return 4 * layer.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer ignored) {
    List<String> keys = new ArrayList<>(weightKeys(layer));
    keys.add(BIAS);
    return keys;
  }

  @Override
  public List<String> weightKeys(Layer ignored) {
    List<String> keys = new ArrayList<>(inputKeys());
    keys.addAll(recurrentKeys());
    return keys;
  }

  /**
   * The parameters that make up the input matrix. Known before the sizes are, since constraints are
   * set up before a network infers nIn.
   *
   * @return parameter names
   */
  public List<String> inputKeys() {
    return keys("W", layer.getInputStructure());
  }

  /**
   * The parameters that make up the recurrent matrix.
   *
   * @return parameter names
   */
  public List<String> recurrentKeys() {
    return keys("R", layer.getRecurrentStructure());
  }

  private List<String> keys(String matrix, Structure structure) {
    List<String> keys = new ArrayList<>();
    structure.slotNames().forEach(slot -> keys.add(matrix + slot));
    if (layer.hasDopingParameter(matrix)) {
      keys.add("S" + matrix);
    }
    return keys;
  }

  @Override
  public List<String> biasKeys(Layer ignored) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer ignored, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer ignored, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> params = views(paramsView);
    params.keySet().forEach(conf::addVariable);
    if (initializeParams) {
      MatrixPlan input = layer.plan().input();
      MatrixPlan recurrent = layer.plan().recurrent();
      IWeightInit recurrentInit = layer.getWeightInitFnRecurrent();
      initialise(input, layer.getWeightInitFn(), params);
      initialise(
          recurrent, recurrentInit == null ? layer.getWeightInitFn() : recurrentInit, params);
      initialiseBias(params.get(BIAS));
    }
    return params;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(gradientView);
  }

  private Map<String, INDArray> views(INDArray flat) {
    long expected = numParams(layer);
    if (flat.length() != expected) {
      throw new IllegalStateException(
          "Layer \""
              + layer.getLayerName()
              + "\" has "
              + expected
              + " parameters, but was given an array of "
              + flat.length()
              + ".");
    }
    Views views = new Views(flat.reshape(flat.length()));
    for (MatrixPlan matrix : layer.plan().matrices()) {
      for (ParamSlot slot : matrix.structure().slots()) {
        views.add(matrix.slotName(slot.name()), slot.rows(), slot.columns());
      }
      if (isStored(matrix)) {
        views.add(matrix.dopingName(), layer.dopingShape(matrix));
      }
    }
    views.add(BIAS, biases());
    return views.byName;
  }

  /** Cuts a flat vector into named matrices, one after the other. */
  private static final class Views {

    private final INDArray flat;
    private final Map<String, INDArray> byName = new LinkedHashMap<>();
    private long offset;

    Views(INDArray flat) {
      this.flat = flat;
    }

    void add(String name, long... shape) {
      long end = offset + ArrayUtil.prodLong(shape);
      byName.put(name, flat.get(NDArrayIndex.interval(offset, end)).reshape('f', shape));
      offset = end;
    }
  }

  private void initialise(MatrixPlan matrix, IWeightInit init, Map<String, INDArray> params) {
    double share = dopingShare(matrix);
    if (isStored(matrix)) {
      INDArray doping = params.get(matrix.dopingName());
      asConfigured(init, doping.shape(), doping);
      doping.muli(Math.sqrt(share));
      putOnSupport(doping);
    }
    if (!matrix.structure().isZero()) {
      double variance = (1 - share) * configuredVariance(init, matrix.shape(), params.get(BIAS));
      for (ParamSlot slot : matrix.structure().slots()) {
        INDArray view = params.get(matrix.slotName(slot.name()));
        view.assign(Nd4j.randn(view.dataType(), view.shape()))
            .muli(Math.sqrt(slot.variance(variance)));
      }
    }
  }

  /** Drawn values are 0 now and then, which would take an entry off the support of S for good. */
  private void putOnSupport(INDArray doping) {
    if (layer.getDoping().isAnnealed()) {
      INDArray zeros = doping.eq(0).castTo(doping.dataType());
      doping.addi(zeros.muli(LEAST_VALUE));
    }
  }

  private double dopingShare(MatrixPlan matrix) {
    if (!matrix.doped()) {
      return 0;
    }
    return matrix.structure().isZero() ? 1 : layer.getDoping().initialShare();
  }

  /** The fans are those that DL4J's own LSTM passes, odd as they are. */
  private void asConfigured(IWeightInit init, long[] shape, INDArray view) {
    double fanIn = layer.getNOut();
    double fanOut = layer.getNIn() + layer.getNOut();
    INDArray flat = view.reshape('f', new long[] {view.length()});
    init.init(fanIn, fanOut, shape, IWeightInit.DEFAULT_WEIGHT_INIT_ORDER, flat);
  }

  /**
   * The variance that a weight initialisation gives, measured, since DL4J's interface only
   * fills arrays. A matrix with few entries is drawn repeatedly to make the measurement sharp.
   */
  private double configuredVariance(IWeightInit init, MatrixShape shape, INDArray like) {
    int draws = (int) Math.max(1, VARIANCE_SAMPLE / shape.size());
    double sum = 0;
    INDArray sample = Nd4j.createUninitialized(like.dataType(), shape.size());
    for (int i = 0; i < draws; i++) {
      asConfigured(init, new long[] {shape.rows(), shape.columns()}, sample);
      double norm = sample.norm2Number().doubleValue();
      sum += norm * norm / shape.size();
    }
    return sum / draws;
  }

  private void initialiseBias(INDArray bias) {
    long units = layer.getNOut();
    bias.assign(0);
    bias.get(NDArrayIndex.interval(units, 2 * units)).assign(layer.getForgetGateBiasInit());
  }
}
