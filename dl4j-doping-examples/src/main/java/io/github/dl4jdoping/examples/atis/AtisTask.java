package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.experiment.Task;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import io.github.dl4jdoping.examples.tasks.EpochRun;
import io.github.dl4jdoping.examples.tasks.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Intent detection on ATIS. Measures are mean training loss in nats, and accuracies. */
public final class AtisTask implements Task {

  /** The task. */
  public AtisTask() {}

  @Override
  public String name() {
    return "atis";
  }

  @Override
  public Map<String, String> complete(Map<String, String> settings) {
    return IntentSettings.of(settings).asMap();
  }

  @Override
  public TaskRun open(Path data, Map<String, String> settings, long seed, Path folder)
      throws IOException {
    IntentSettings checked = IntentSettings.of(settings);
    RunPlan plan = new RunPlan(checked.asMap(), seed, checked.epochs(), checked.start().exists());
    Atis atis = AtisReader.read(data, checked.minimumFrequency());
    return EpochRun.open(
        plan, folder, checkpoint -> new IntentLearner(atis, checked, seed, checkpoint, folder));
  }
}
