package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.layer.DopedLSTMParamInitializer;
import io.github.dl4jdoping.structure.Structure;
import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelpers;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a doped LSTM layer is configured with, whether its doping matrices are stored as dense
 * parameters ({@link DopedLSTM}) or as values on a support ({@link CompactDopedLSTM}).
 */
public abstract sealed class AbstractDopedLSTM extends AbstractLSTM
    permits DopedLSTM, CompactDopedLSTM {

  private static final long serialVersionUID = 1L;

  private Structure inputStructure;
  private Structure recurrentStructure;
  private Doping doping;
  private double compression;
  private IUpdater structureUpdater;
  private IUpdater dopingUpdater;

  private transient LayerPlan plan;
  private transient long plannedInputs;
  private transient long plannedUnits;

  /** For deserialisation. */
  AbstractDopedLSTM() {}

  AbstractDopedLSTM(DopedLSTM.Builder builder) {
    super(builder);
    this.inputStructure = builder.inputStructure;
    this.recurrentStructure = builder.recurrentStructure;
    this.doping = builder.doping;
    this.compression = builder.compression;
    this.structureUpdater = builder.structureUpdater;
    this.dopingUpdater = builder.dopingUpdater;
  }

  /** Takes over all options of a layer with dense weights. */
  AbstractDopedLSTM(AbstractLSTM dense, Structure input, Structure recurrent, Doping doping) {
    LstmOptions.copy(dense, this);
    this.inputStructure = input;
    this.recurrentStructure = recurrent;
    this.doping = doping;
  }

  /** Takes over all options of another layer, including those of DL4J's classes above this one. */
  AbstractDopedLSTM(AbstractDopedLSTM other) {
    LstmOptions.copy(other, this);
    this.inputStructure = other.inputStructure;
    this.recurrentStructure = other.recurrentStructure;
    this.doping = other.doping;
    this.compression = other.compression;
    this.structureUpdater = other.structureUpdater;
    this.dopingUpdater = other.dopingUpdater;
  }

  /**
   * The family of the input matrix.
   *
   * @return never null once configured
   */
  public Structure getInputStructure() {
    return inputStructure;
  }

  /**
   * The family of the recurrent matrix.
   *
   * @return never null once configured
   */
  public Structure getRecurrentStructure() {
    return recurrentStructure;
  }

  /**
   * The doping of both matrices.
   *
   * @return never null once configured
   */
  public Doping getDoping() {
    return doping;
  }

  /**
   * The factor that the density is planned for.
   *
   * @return dense weights by remaining weights, or 0 if the density is given
   */
  public double getCompression() {
    return compression;
  }

  /**
   * The updater of the structures' parameters.
   *
   * @return null for the layer's own
   */
  public IUpdater getStructureUpdater() {
    return structureUpdater;
  }

  /**
   * The updater of SW and SR.
   *
   * @return null for the layer's own
   */
  public IUpdater getDopingUpdater() {
    return dopingUpdater;
  }

  /**
   * What the layer is made of at its present sizes.
   *
   * @return the plan
   * @throws DL4JInvalidConfigException if sizes, structures, doping and compression do not go
   *     together; the message names the layer
   */
  public LayerPlan plan() {
    if (plan == null || plannedInputs != nIn || plannedUnits != nOut) {
      try {
        plan = LayerPlan.of(nIn, nOut, inputStructure, recurrentStructure, doping, compression);
      } catch (IllegalArgumentException e) {
        throw new DL4JInvalidConfigException(
            getClass().getSimpleName()
                + " \""
                + getLayerName()
                + "\" (nIn "
                + nIn
                + ", nOut "
                + nOut
                + ", structure "
                + inputStructure
                + " / "
                + recurrentStructure
                + "): "
                + e.getMessage(),
            e);
      }
      plannedInputs = nIn;
      plannedUnits = nOut;
    }
    return plan;
  }

  /**
   * The shape of the parameter array of a doping matrix.
   *
   * @param matrix the plan of a doped matrix
   * @return a shape without zeros, or an empty one if there is nothing to store
   */
  public abstract long[] dopingShape(MatrixPlan matrix);

  /**
   * Whether a doping matrix is among the parameters.
   *
   * @param matrix "W" for the input matrix, "R" for the recurrent one
   * @return false if there is no S, or nothing of it is stored
   */
  public boolean hasDopingParameter(String matrix) {
    return doping.exists();
  }

  @Override
  public DopedLSTMParamInitializer initializer() {
    return new DopedLSTMParamInitializer(this);
  }

  /**
   * The updater of a parameter: that of its kind where there is one, otherwise the layer's. For SW and
   * SR with the learning rate times {@link Doping#learningRateFactor()}.
   *
   * @throws DL4JInvalidConfigException if there is such a factor and the updater has no learning rate
   */
  @Override
  public IUpdater getUpdaterByParam(String paramName) {
    IUpdater ofLayer = super.getUpdaterByParam(paramName);
    if (initializer().isBiasParam(this, paramName)) {
      return ofLayer;
    }
    if (matrixDopedBy(paramName) == null) {
      return structureUpdater == null ? ofLayer : structureUpdater;
    }
    try {
      IUpdater unscaled = dopingUpdater == null ? ofLayer : dopingUpdater;
      return ScaledLearningRate.of(unscaled, doping.learningRateFactor());
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidConfigException(
          getClass().getSimpleName() + " \"" + getLayerName() + "\": " + e.getMessage(), e);
    }
  }

  /** The matrix that a parameter is the S of, or null. */
  MatrixPlan matrixDopedBy(String paramName) {
    for (MatrixPlan matrix : plan().matrices()) {
      if (matrix.dopingName().equals(paramName)) {
        return matrix;
      }
    }
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LSTMHelpers.getMemoryReport(this, inputType);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbstractDopedLSTM that
        && getClass() == that.getClass()
        && super.equals(other)
        && Objects.equals(inputStructure, that.inputStructure)
        && Objects.equals(recurrentStructure, that.recurrentStructure)
        && Objects.equals(doping, that.doping)
        && compression == that.compression
        && Objects.equals(structureUpdater, that.structureUpdater)
        && Objects.equals(dopingUpdater, that.dopingUpdater);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        inputStructure,
        recurrentStructure,
        doping,
        compression,
        structureUpdater,
        dopingUpdater);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + "(name="
        + getLayerName()
        + ", nIn="
        + nIn
        + ", nOut="
        + nOut
        + ", inputStructure="
        + inputStructure
        + ", recurrentStructure="
        + recurrentStructure
        + ", doping="
        + doping
        + (compression == 0 ? "" : ", compression=" + compression)
        + describedPlan()
        + ")";
  }

  private String describedPlan() {
    if (nIn <= 0 || nOut <= 0) {
      return "";
    }
    try {
      return ", plan=" + plan();
    } catch (DL4JInvalidConfigException e) {
      // A description is what one looks at to find out what is wrong, so it must not fail itself.
      return ", plan=impossible";
    }
  }
}
