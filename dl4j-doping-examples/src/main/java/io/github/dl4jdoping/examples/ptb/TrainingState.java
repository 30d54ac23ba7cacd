package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.tasks.LossCurve;
import io.github.dl4jdoping.examples.tasks.Milestones;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a training run is: what a checkpoint holds besides the network.
 *
 * @param settings of the run
 * @param text identifies the training text, so that a run is not resumed on another one
 * @param epoch epochs done
 * @param segment segments done in the present epoch
 * @param loss negative log-likelihood of the present epoch so far, in nats
 * @param tokens words predicted in the present epoch so far
 * @param seconds time spent so far
 * @param trainCurve train perplexity of each epoch done
 * @param validCurve validation perplexity of each epoch done
 * @param carried recurrent state after the last segment
 * @param curve loss of each few segments
 * @param teacher recurrent state of the teacher after the last segment, or null if there is none
 * @param milestones measures in between
 */
record TrainingState(
    Settings settings,
    int text,
    int epoch,
    int segment,
    double loss,
    long tokens,
    double seconds,
    List<Double> trainCurve,
    List<Double> validCurve,
    CarriedState carried,
    LossCurve curve,
    CarriedState teacher,
    Milestones milestones)
    implements Serializable {

  /**
   * Copies the lists. Checkpoints that were written before there were a loss curve and milestones
   * have none.
   */
  TrainingState {
    curve = Objects.requireNonNullElseGet(curve, LossCurve::new);
    milestones = Objects.requireNonNullElseGet(milestones, Milestones::new);
    trainCurve = new ArrayList<>(trainCurve);
    validCurve = new ArrayList<>(validCurve);
  }
}
