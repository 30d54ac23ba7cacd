package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.training.DopingListener;
import io.github.dl4jdoping.training.DopingReport;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Trains and evaluates one variant. */
final class Training {

  private static final int REPORT_EVERY = 5;

  private final Settings settings;
  private final Corpus corpus;
  private final List<Document> test;

  Training(Settings settings) {
    this.settings = settings;
    this.corpus = settings.corpus();
    this.test = corpus.test(Settings.TEST_DOCUMENTS);
  }

  Result run(Variant variant, Progress progress) {
    MultiLayerNetwork network = new MultiLayerNetwork(variant.network());
    network.init();
    History history = new History();
    network.setListeners(new DopingListener().every(REPORT_EVERY).reportTo(history::addReport));
    long start = System.nanoTime();
    fit(network, history, progress);
    double seconds = (System.nanoTime() - start) / 1e9;
    return result(variant, network, history, seconds);
  }

  private void fit(MultiLayerNetwork network, History history, Progress progress) {
    Iterator<DataSet> batches = corpus.training(Settings.BATCH);
    for (int iteration = 1; iteration <= settings.iterations(); iteration++) {
      network.fit(batches.next());
      // DL4J's score is the mean over documents of the sum over time steps.
      history.addLoss(network.score() / corpus.steps());
      progress.step(() -> String.format(Locale.ROOT, "loss %.3f", history.lastLoss()));
    }
  }

  private Result result(
      Variant variant, MultiLayerNetwork network, History history, double seconds) {
    Map<String, INDArray> lstm = network.getLayer(0).paramTable();
    return new Result(
        variant,
        Evaluation.of(network, corpus, test),
        DopingReport.of(network),
        lstm.get("b").length() + network.getLayer(1).numParams(),
        history,
        seconds,
        lstm.containsKey("SR") ? lstm.get("SR").dup() : null);
  }
}
