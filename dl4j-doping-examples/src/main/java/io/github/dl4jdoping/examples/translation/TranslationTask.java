package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.experiment.Task;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import io.github.dl4jdoping.examples.tasks.EpochRun;
import io.github.dl4jdoping.examples.tasks.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Translation of Multi30k, English to German. Measures are losses in nats per word, ends of
 * sentences included, and BLEU of greedy translations, lower-cased and tokenised as the data set is;
 * {@code test} is that of test_2016_flickr.
 */
public final class TranslationTask implements Task {

  /** The task. */
  public TranslationTask() {}

  @Override
  public String name() {
    return "multi30k";
  }

  @Override
  public Map<String, String> complete(Map<String, String> settings) {
    return TranslationSettings.of(settings).asMap();
  }

  @Override
  public TaskRun open(Path data, Map<String, String> settings, long seed, Path folder)
      throws IOException {
    TranslationSettings checked = TranslationSettings.of(settings);
    RunPlan plan = new RunPlan(checked.asMap(), seed, checked.epochs());
    Multi30k all = Multi30kReader.read(data, checked.minimumFrequency());
    Multi30k used = checked.limit() == 0 ? all : all.limit(checked.limit());
    return EpochRun.open(
        plan, folder, checkpoint -> new TranslationLearner(used, checked, seed, checkpoint));
  }
}
