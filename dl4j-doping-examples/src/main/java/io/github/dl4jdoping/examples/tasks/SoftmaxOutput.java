package io.github.dl4jdoping.examples.tasks;

import java.util.Collection;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Configuration of a softmax over a vocabulary with the cross-entropy of integer targets.
 *
 * <p>It computes what DL4J's {@code RnnOutputLayer} with {@code LossSparseMCXENT} computes, from
 * inputs {@code [sequences, size, steps]} and targets {@code [sequences, 1, steps]}, but in one
 * pass and without one-hot targets, which for a vocabulary of 10,000 words would take most of the
 * time of a training step. Masks are not supported.
 *
 * <p>With {@link Builder#sampledWords} training steps look at a sample of the vocabulary only; scores
 * and outputs never do.
 */
public final class SoftmaxOutput extends BaseOutputLayer {

  private static final long serialVersionUID = 1L;

  private int sampledWords;

  /** For deserialisation; use {@link Builder}. */
  public SoftmaxOutput() {}

  private SoftmaxOutput(Builder builder) {
    super(builder);
    sampledWords = builder.sampledWords;
    initializeConstraints(builder);
  }

  /**
   * The number of words that a training step looks at.
   *
   * @return 0 for all
   */
  public int getSampledWords() {
    return sampledWords;
  }

  /**
   * For deserialisation.
   *
   * @param sampledWords as in {@link Builder#sampledWords}
   */
  public void setSampledWords(int sampledWords) {
    this.sampledWords = sampledWords;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray params,
      boolean initializeParams,
      DataType dataType) {
    LayerValidation.assertNInNOutSet(
        "SoftmaxOutput", getLayerName(), layerIndex, getNIn(), getNOut());
    if (sampledWords >= getNOut()) {
      throw new DL4JInvalidConfigException(
          "sampledWords must be below the number of words, "
              + getNOut()
              + ", or 0 for all of them; got "
              + sampledWords
              + ".");
    }
    SoftmaxOutputLayer layer = new SoftmaxOutputLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(params);
    layer.setParamTable(initializer().init(conf, params, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeRecurrent input = (InputType.InputTypeRecurrent) inputType;
    return InputType.recurrent(nOut, input.getTimeSeriesLength(), RNNFormat.NCW);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0 || override) {
      nIn = ((InputType.InputTypeRecurrent) inputType).getSize();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
        inputType, RNNFormat.NCW, getLayerName());
  }

  /** Builds the configuration; {@code nIn}, {@code nOut}, {@code dropOut} and so on as usual. */
  @SuppressWarnings("unchecked") // DL4J's build() returns any type that the caller likes.
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {

    private int sampledWords;

    /** A builder with softmax and sparse cross-entropy, which cannot be changed. */
    public Builder() {
      super(new LossSparseMCXENT());
      setActivationFn(new ActivationSoftmax());
    }

    /**
     * Lets training steps estimate the softmax's denominator by a sample of the vocabulary: the first
     * words, half of the sample, and as many drawn from the others anew in each step. A vocabulary in
     * the order of frequency or of first use is best. The reported loss of a step is that of the
     * sample. Default: 0.
     *
     * @param words an even number below that of all words, or 0 for all
     * @return this builder
     * @throws IllegalArgumentException if the number is negative or odd
     */
    public Builder sampledWords(int words) {
      if (words < 0 || words % 2 != 0) {
        throw new IllegalArgumentException(
            "sampledWords must be 0 or an even number above it; got " + words + ".");
      }
      this.sampledWords = words;
      return this;
    }

    @Override
    public SoftmaxOutput build() {
      return new SoftmaxOutput(this);
    }
  }
}
