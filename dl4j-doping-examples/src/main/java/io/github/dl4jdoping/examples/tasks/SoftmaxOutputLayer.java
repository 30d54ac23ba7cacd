package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.examples.common.Seeds;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The layer of {@link SoftmaxOutput}.
 *
 * <p>Tokens are kept in the order of time, then sequence. Logits are held as {@code [words,
 * tokens]} in column-major order, so that a token's logits are contiguous and all three products
 * (logits, weight gradient, input gradient) are one BLAS call each without a copy.
 */
final class SoftmaxOutputLayer extends BaseOutputLayer<SoftmaxOutput> implements SoftTargets {

  private static final long serialVersionUID = 1L;

  /** What seeds are derived for. */
  private static final long SAMPLE = 1;

  /** Summed negative log-likelihood of the last backward pass; NaN when there was none. */
  private double trainingLoss = Double.NaN;

  /** Holds the logits of the last pass, or what has been made of them. */
  private transient INDArray buffer;

  /** What the next backward pass learns from besides the labels, or null. */
  private transient INDArray teacher;

  private transient double teacherShare;

  SoftmaxOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    trainingLoss = Double.NaN;
  }

  @Override
  public void setMaskArray(INDArray mask) {
    if (mask != null) {
      throw new UnsupportedOperationException(
          "SoftmaxOutput has no masks. Cut sequences to the same length, or use RnnOutputLayer.");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    setMaskArray(mask);
    return Pair.of(null, state);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray original = input;
    applyDropOutIfNecessary(true, workspaces);
    INDArray hidden = timeMajor(input, workspaces);
    INDArray weights = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaces);
    INDArray bias = hasBias() ? bias(true, workspaces) : null;
    int[] targets = targets();
    WordSample sample = sample(targets);
    if (sample != null) {
      weights = columns(sample, weights, workspaces);
      bias = bias == null ? null : columns(sample, bias, workspaces);
      targets = sample.targets();
    }

    INDArray delta = logits(weights, bias, hidden);
    if (sample != null) {
      sample.weigh(delta.transpose());
    }
    trainingLoss = SoftmaxLoss.lossAndGradient(delta.transpose(), targets);
    if (teacher != null) {
      distil(delta, targets, sample);
    }

    INDArray next =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {weights.size(0), delta.size(1)}, 'f');
    Nd4j.gemm(weights, delta, next, false, false, 1.0, 0.0);
    Gradient gradient = gradient(hidden, delta, sample, workspaces);
    Pair<Gradient, INDArray> result =
        new Pair<>(gradient, backpropDropOutIfPresent(sequenceMajor(next)));
    input = original;
    return result;
  }

  /** The words of this training step, or null for all. */
  private WordSample sample(int[] targets) {
    int size = layerConf().getSampledWords();
    if (size == 0) {
      return null;
    }
    long seed = Seeds.derive(conf().getSeed(), SAMPLE, getIterationCount());
    int words = Math.toIntExact(layerConf().getNOut());
    return WordSample.draw(words, size, targets, new SplittableRandom(seed));
  }

  private INDArray columns(WordSample sample, INDArray all, LayerWorkspaceMgr workspaces) {
    INDArray columns = working(all.size(0), sample.words().length, workspaces);
    sample.pull(all, columns);
    return columns;
  }

  private INDArray working(long rows, long columns, LayerWorkspaceMgr workspaces) {
    long[] shape = {rows, columns};
    return workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, shape, 'f');
  }

  private void distil(INDArray delta, int[] targets, WordSample sample) {
    if (sample != null) {
      throw new IllegalStateException(
          "A teacher's distribution is one over all words: leave out sampledWords.");
    }
    SoftmaxLoss.distil(delta.transpose(), targets, teacher, teacherShare);
    teacher = null;
  }

  private Gradient gradient(
      INDArray hidden, INDArray delta, WordSample sample, LayerWorkspaceMgr workspaces) {
    Gradient result = new DefaultGradient();
    store(
        DefaultParamInitializer.WEIGHT_KEY,
        sample,
        workspaces,
        result,
        target -> Nd4j.gemm(hidden.transpose(), delta, target, false, true, 1.0, 0.0));
    if (hasBias()) {
      // A product with ones is several times faster than ND4J's sum.
      INDArray ones = Nd4j.ones(dataType, delta.size(1), 1);
      store(
          DefaultParamInitializer.BIAS_KEY,
          sample,
          workspaces,
          result,
          target -> delta.mmuli(ones, target.reshape('f', target.length(), 1)));
    }
    return result;
  }

  /** Lets the gradient of a parameter be written where DL4J has it, or spreads that of a sample. */
  private void store(
      String parameter,
      WordSample sample,
      LayerWorkspaceMgr workspaces,
      Gradient result,
      Consumer<INDArray> writer) {
    INDArray view = gradientViews.get(parameter);
    if (sample == null) {
      writer.accept(view);
    } else {
      INDArray all = row(view);
      INDArray columns = working(all.size(0), sample.words().length, workspaces);
      writer.accept(columns);
      sample.spread(columns, all);
    }
    result.gradientForVariable().put(parameter, view);
  }

  @Override
  public INDArray probabilities() {
    LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
    INDArray logits = logits(timeMajor(input, none), false, none);
    Transforms.softmax(logits.transpose(), false);
    return logits.transpose();
  }

  @Override
  public void learnFrom(INDArray distributions, double share) {
    teacher = distributions;
    teacherShare = share;
  }

  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaces) {
    double loss = trainingLoss;
    if (Double.isNaN(loss)) {
      INDArray logits = logits(timeMajor(input, workspaces), training, workspaces);
      loss = SoftmaxLoss.loss(logits.transpose(), targets());
    }
    if (conf().isMiniBatch()) {
      loss /= getInputMiniBatchSize();
    }
    score = loss + regularization;
    return score;
  }

  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "SoftmaxOutput has scores of whole batches only; use RnnOutputLayer for single examples.");
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    applyDropOutIfNecessary(training, workspaces);
    INDArray logits = logits(timeMajor(input, workspaces), training, workspaces);
    INDArray probabilities = Transforms.softmax(logits.transpose(), true);
    INDArray output = sequenceMajor(probabilities.transpose());
    return workspaces.dup(ArrayType.ACTIVATIONS, output, 'f');
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaces, ArrayType arrayType) {
    return labels.permute(2, 0, 1).reshape('c', labels.length(), 1);
  }

  /** The logits [words, tokens] of hidden activations [tokens, size]. */
  private INDArray logits(INDArray hidden, boolean training, LayerWorkspaceMgr workspaces) {
    return logits(
        getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, training, workspaces),
        hasBias() ? bias(training, workspaces) : null,
        hidden);
  }

  private INDArray logits(INDArray weights, INDArray bias, INDArray hidden) {
    INDArray logits = buffer(weights.size(1), hidden.size(0));
    Nd4j.gemm(weights, hidden.transpose(), logits, true, false, 1.0, 0.0);
    if (bias != null) {
      logits.transpose().addiRowVector(bias);
    }
    return logits;
  }

  private INDArray bias(boolean training, LayerWorkspaceMgr workspaces) {
    return row(getParamWithNoise(DefaultParamInitializer.BIAS_KEY, training, workspaces));
  }

  /** A vector as a matrix of one row; a matrix as it is. */
  private static INDArray row(INDArray array) {
    return array.rank() == 1 ? array.reshape('f', 1, array.length()) : array;
  }

  /** Kept, because to allocate so much in every pass would take as long as to fill it. */
  private INDArray buffer(long words, long tokens) {
    if (buffer == null || buffer.length() < words * tokens) {
      MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
      try {
        buffer = Nd4j.createUninitialized(dataType, words * tokens);
      } finally {
        none.close();
      }
    }
    return Nd4j.create(buffer.data(), new long[] {words, tokens}, new long[] {1, words}, 0, 'f');
  }

  /** From [sequences, size, steps] to row-major [steps * sequences, size]. */
  private INDArray timeMajor(INDArray in, LayerWorkspaceMgr workspaces) {
    INDArray permuted = in.permute(2, 0, 1);
    INDArray rows =
        workspaces.createUninitialized(ArrayType.FF_WORKING_MEM, dataType, permuted.shape(), 'c');
    rows.assign(permuted);
    return rows.reshape('c', in.size(0) * in.size(2), in.size(1));
  }

  /** From column-major [size, steps * sequences] to [sequences, size, steps]. */
  private INDArray sequenceMajor(INDArray columns) {
    return columns
        .transpose()
        .reshape('c', input.size(2), input.size(0), columns.size(0))
        .permute(1, 2, 0);
  }

  private int[] targets() {
    return labels.permute(2, 0, 1).dup('c').data().asInt();
  }
}
