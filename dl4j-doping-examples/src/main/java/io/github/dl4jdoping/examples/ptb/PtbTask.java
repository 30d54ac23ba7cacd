package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.experiment.Task;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Language modelling on the Penn Treebank, for lists of experiments. */
public final class PtbTask implements Task {

  private static final Logger LOG = LoggerFactory.getLogger(PtbTask.class);

  /** A task for the service loader. */
  public PtbTask() {}

  @Override
  public String name() {
    return "ptb";
  }

  @Override
  public Map<String, String> complete(Map<String, String> settings) {
    return NamedSettings.all(NamedSettings.parse(settings, 1));
  }

  @Override
  public TaskRun open(Path data, Map<String, String> settings, long seed, Path folder)
      throws IOException {
    Settings checked = NamedSettings.parse(settings, seed);
    Corpus corpus = CorpusReader.read(data, LOG::warn);
    return PtbRun.open(
        checked, checked.limit() > 0 ? corpus.limit(checked.limit()) : corpus, folder);
  }
}
