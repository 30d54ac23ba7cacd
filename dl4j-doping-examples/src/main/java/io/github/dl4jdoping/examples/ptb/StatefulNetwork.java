package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.tasks.SoftTargets;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that is trained on one long stream, a segment at a time, with the recurrent state
 * carried from each segment to the next.
 *
 * <p>DL4J's truncated backpropagation clears the state at the start and the end of every {@code
 * fit}, which is right for independent sequences. Here only {@link #rnnClearPreviousState()}
 * called from outside clears it.
 */
@SuppressWarnings("overrides") // Between MultiLayerNetwork and its interface, not here.
final class StatefulNetwork extends MultiLayerNetwork {

  private static final long serialVersionUID = 1L;

  private transient boolean carrying;

  /**
   * A network that still has to be initialised.
   *
   * @param configuration with truncated backpropagation no shorter than the segments
   */
  StatefulNetwork(MultiLayerConfiguration configuration) {
    super(configuration);
  }

  /**
   * A network with the configuration, parameters, updater and counters of another one.
   *
   * @param network to take over; not to be used any more
   * @return the same network, of this class
   */
  static StatefulNetwork of(MultiLayerNetwork network) {
    StatefulNetwork copy = new StatefulNetwork(network.getLayerWiseConfigurations());
    copy.init(network.params(), false);
    INDArray updaterState = network.getUpdater().getStateViewArray();
    if (updaterState != null) {
      copy.getUpdater().setStateViewArray(copy, updaterState, false);
    }
    return copy;
  }

  /**
   * One training iteration, started from the state that the segment before it ended in.
   *
   * @param segment inputs and targets
   * @return the negative log-likelihood of the segment before the step, in nats, summed over its
   *     tokens
   */
  double fit(Segment segment) {
    carrying = true;
    try {
      fit(segment.inputs(), segment.targets());
    } finally {
      carrying = false;
    }
    return score() * segment.sequences();
  }

  /**
   * Evaluates a segment without training, started from the state that the evaluated segment before
   * it ended in. The state of training is another one and stays as it is.
   *
   * @param segment inputs and targets
   * @return the negative log-likelihood of the segment, in nats, summed over its tokens
   */
  double evaluate(Segment segment) {
    IOutputLayer output = readIn(segment);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    output.setLabels(segment.targets());
    double meanOverSequences = output.computeScore(0.0, false, workspaces);
    clearLayersStates();
    return meanOverSequences * segment.sequences();
  }

  private IOutputLayer readIn(Segment segment) {
    INDArray hidden =
        outputOfLayerDetached(
            false, FwdPassType.RNN_TIMESTEP, layers.length - 2, segment.inputs(), null, null, null);
    IOutputLayer output = (IOutputLayer) getOutputLayer();
    output.setInput(hidden, LayerWorkspaceMgr.noWorkspaces());
    return output;
  }

  /**
   * What the network expects to follow each word of a segment, started from the state that the
   * evaluated segment before it ended in.
   *
   * @param segment inputs; targets are not looked at
   * @return {@code [tokens, words]}, in memory that the next call overwrites
   */
  INDArray probabilities(Segment segment) {
    INDArray probabilities = ((SoftTargets) readIn(segment)).probabilities();
    clearLayersStates();
    return probabilities;
  }

  /**
   * Gives the next training iteration a second target beside the words that follow.
   *
   * @param teacher of the same segment, {@code [tokens, words]}; overwritten
   * @param share of the second target, in [0, 1]
   */
  void learnFrom(INDArray teacher, double share) {
    ((SoftTargets) getOutputLayer()).learnFrom(teacher, share);
  }

  /**
   * The size of the vocabulary.
   *
   * @return number of outputs
   */
  long words() {
    return ((FeedForwardLayer) getOutputLayer().conf().getLayer()).getNOut();
  }

  @Override
  public void rnnClearPreviousState() {
    if (!carrying) {
      super.rnnClearPreviousState();
    }
  }
}
