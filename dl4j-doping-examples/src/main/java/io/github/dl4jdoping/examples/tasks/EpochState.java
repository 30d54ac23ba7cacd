package io.github.dl4jdoping.examples.tasks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a run is: what its checkpoint holds besides the network.
 *
 * @param settings of the run, seed included
 * @param data identifies the training data, so that a run is not resumed on others
 * @param epoch epochs done
 * @param batch batches done in the present epoch
 * @param loss of the present epoch so far
 * @param train mean training loss of each epoch done
 * @param valid measure of the validation after each epoch done
 * @param curve of the run so far
 * @param milestones measures in between
 */
record EpochState(
    Map<String, String> settings,
    int data,
    int epoch,
    int batch,
    Loss loss,
    List<Double> train,
    List<Double> valid,
    LossCurve curve,
    Milestones milestones)
    implements Serializable {

  /** Copies the collections. Checkpoints that were written before there were milestones have none. */
  EpochState {
    settings = new LinkedHashMap<>(settings);
    train = new ArrayList<>(train);
    valid = new ArrayList<>(valid);
    milestones = Objects.requireNonNullElseGet(milestones, Milestones::new);
  }
}
