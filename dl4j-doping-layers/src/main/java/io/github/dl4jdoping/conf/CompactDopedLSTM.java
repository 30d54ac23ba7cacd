package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.layer.CompactDopedLSTMLayer;
import io.github.dl4jdoping.support.Support;
import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A trained {@link DopedLSTM} in its compact form: the parameters are the structures' factors, the
 * values of S on its support, and the bias. The support is part of the configuration. Made by {@code
 * Compactor.compact}, never by hand, so there is no builder.
 *
 * <p>Parameters have the names that they have in a {@link DopedLSTM}; {@code SW} and {@code SR} are
 * vectors of as many values as the plan has non-zeros, in the order of the support (column after
 * column), and are left out where there are none. So the parameters, their gradients, the updater's
 * state and the model's file are small. While it computes, the layer also holds the two matrices in
 * dense form: for training, and once more if it is used for inference.
 *
 * <p>Training goes on as that of an annealed DopedLSTM, on a support that stays as it is: values that
 * become 0 remain part of it. The annealing window, regrowth and row dropout are kept for {@code
 * Compactor.expand} but do not apply. Constraints, such as a maximum norm, see S in its dense form.
 */
public final class CompactDopedLSTM extends AbstractDopedLSTM {

  private static final long serialVersionUID = 1L;

  @JsonProperty private SupportCode inputSupport;
  @JsonProperty private SupportCode recurrentSupport;

  /** For deserialisation. */
  public CompactDopedLSTM() {}

  private CompactDopedLSTM(
      DopedLSTM doped, SupportCode inputSupport, SupportCode recurrentSupport) {
    super(doped);
    this.inputSupport = inputSupport;
    this.recurrentSupport = recurrentSupport;
  }

  /**
   * The compact form of a layer whose structures stand alone.
   *
   * @param doped a layer without doping
   * @return a layer with the same options
   * @throws IllegalArgumentException if the layer is doped
   */
  public static CompactDopedLSTM of(DopedLSTM doped) {
    if (doped.getDoping().exists()) {
      throw new IllegalArgumentException("A doped layer has two supports; got none for " + doped);
    }
    return new CompactDopedLSTM(doped, null, null);
  }

  /**
   * The compact form of an annealed layer.
   *
   * @param doped the layer
   * @param input the support of SW
   * @param recurrent the support of SR
   * @return a layer with the same options
   * @throws DL4JInvalidConfigException if a support does not have the planned shape and size
   */
  public static CompactDopedLSTM of(DopedLSTM doped, Support input, Support recurrent) {
    CompactDopedLSTM layer =
        new CompactDopedLSTM(doped, SupportCode.of(input), SupportCode.of(recurrent));
    layer.plan().matrices().forEach(layer::support);
    return layer;
  }

  /**
   * The layer that this one was made from, with the options that this one has now.
   *
   * @return a new configuration
   */
  public DopedLSTM expanded() {
    return new DopedLSTM(this);
  }

  /**
   * The support of one of the doping matrices.
   *
   * @param matrix one of this layer's doped matrices
   * @return where the values of {@code S} are
   * @throws DL4JInvalidConfigException if the configuration holds no support of the planned shape and
   *     size
   */
  public Support support(MatrixPlan matrix) {
    SupportCode code = matrix.name().equals("W") ? inputSupport : recurrentSupport;
    try {
      if (code == null) {
        throw new IllegalArgumentException("there is none");
      }
      return code.decode(matrix);
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException(
          "CompactDopedLSTM \""
              + getLayerName()
              + "\": the configuration's support of "
              + matrix.dopingName()
              + " does not fit "
              + matrix
              + ": "
              + e.getMessage()
              + ". It was damaged, or the layer's sizes were changed, which a compact layer does not"
              + " allow: change those of Compactor.expand(net), or compact the trained net anew.",
          e);
    }
  }

  @Override
  public long[] dopingShape(MatrixPlan matrix) {
    return matrix.nonZeros() == 0 ? new long[0] : new long[] {matrix.nonZeros()};
  }

  @Override
  public boolean hasDopingParameter(String matrix) {
    MatrixPlan doped = matrixDopedBy("S" + matrix);
    return doped.doped() && doped.nonZeros() > 0;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet(
        "CompactDopedLSTM", getLayerName(), layerIndex, getNIn(), getNOut());
    return CompactDopedLSTMLayer.create(
        conf, trainingListeners, layerIndex, layerParamsView, initializeParams, networkDataType);
  }

  @Override
  public CompactDopedLSTM clone() {
    return (CompactDopedLSTM) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactDopedLSTM that
        && super.equals(other)
        && Objects.equals(inputSupport, that.inputSupport)
        && Objects.equals(recurrentSupport, that.recurrentSupport);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), inputSupport, recurrentSupport);
  }
}
