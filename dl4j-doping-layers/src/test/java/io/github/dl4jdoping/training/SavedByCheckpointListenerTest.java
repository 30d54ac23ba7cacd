package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.conf.Doping;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * DL4J's CheckpointListener saves before DL4J counts. Once that is made up for, training that goes
 * on from its files gives the bits of training that never stopped: docs/reliability.md.
 */
class SavedByCheckpointListenerTest {

  private static final int ITERATIONS = 16;
  private static final int EPOCHS = 4;
  private static final int BATCHES = 4;

  @TempDir Path folder;

  private static Model fresh(Kind kind) {
    Doping doping =
        Nets.doping().rowDropout(new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.5)).build();
    return kind.create(Nets.settings(new Adam(0.05)), doping);
  }

  private CheckpointListener.Builder saver() {
    return new CheckpointListener.Builder(folder.toFile()).keepAll().logSaving(false);
  }

  private static Model load(CheckpointListener saver, Checkpoint checkpoint, Model like) {
    File file = saver.getFileForCheckpoint(checkpoint);
    return like instanceof ComputationGraph
        ? CheckpointListener.loadCheckpointCG(file.getParentFile(), checkpoint)
        : CheckpointListener.loadCheckpointMLN(file.getParentFile(), checkpoint);
  }

  @ParameterizedTest
  @EnumSource(names = {"STACKED", "GRAPH"})
  void withinAnIterationItIsYetToBeCounted(Kind kind) {
    Model whole = fresh(kind);
    CheckpointListener saver = saver().saveEveryNIterations(3).build();
    whole.setListeners(new DopingListener(), saver);
    fit(whole, 0, ITERATIONS);
    assertThat(saver.availableCheckpoints()).hasSize(5);
    for (Checkpoint checkpoint : saver.availableCheckpoints()) {
      Model resumed = load(saver, checkpoint, whole);
      int done = BaseOptimizer.getIterationCount(resumed) + 1;
      assertThat(done).isEqualTo(3 * checkpoint.getCheckpointNum() + 4);
      setIterations(resumed, done);
      resumed.setListeners(new DopingListener());
      fit(resumed, done, ITERATIONS);
      assertThat(bits(resumed)).as("after %d iterations", done).isEqualTo(bits(whole));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STACKED", "GRAPH"})
  void atTheEndOfAnEpochItIsYetToBeCounted(Kind kind) {
    Model whole = fresh(kind);
    CheckpointListener saver = saver().saveEveryNEpochs(1).build();
    whole.setListeners(new DopingListener(), saver);
    fitEpochs(whole, EPOCHS);
    assertThat(saver.availableCheckpoints()).hasSize(EPOCHS);
    for (Checkpoint checkpoint : saver.availableCheckpoints().subList(0, EPOCHS - 1)) {
      Model resumed = load(saver, checkpoint, whole);
      int done = BaseOptimizer.getEpochCount(resumed) + 1;
      assertThat(done).isEqualTo(checkpoint.getCheckpointNum() + 1);
      assertThat(BaseOptimizer.getIterationCount(resumed)).isEqualTo(done * BATCHES);
      setEpochs(resumed, done);
      resumed.setListeners(new DopingListener());
      fitEpochs(resumed, EPOCHS - done);
      assertThat(bits(resumed)).as("after %d epochs", done).isEqualTo(bits(whole));
    }
  }

  private static void fitEpochs(Model model, int epochs) {
    DataSetIterator batches =
        new ExistingDataSetIterator(IntStream.range(0, BATCHES).mapToObj(Nets::batch).toList());
    if (model instanceof ComputationGraph graph) {
      graph.fit(batches, epochs);
    } else {
      ((MultiLayerNetwork) model).fit(batches, epochs);
    }
  }

  private static void setIterations(Model model, int iterations) {
    if (model instanceof ComputationGraph graph) {
      graph.getConfiguration().setIterationCount(iterations);
    } else {
      ((MultiLayerNetwork) model).setIterationCount(iterations);
    }
  }

  private static void setEpochs(Model model, int epochs) {
    if (model instanceof ComputationGraph graph) {
      graph.getConfiguration().setEpochCount(epochs);
    } else {
      ((MultiLayerNetwork) model).setEpochCount(epochs);
    }
  }
}
