package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.common.Versions;
import io.github.dl4jdoping.examples.report.HtmlPage;
import io.github.dl4jdoping.examples.report.Table;
import java.util.List;
import java.util.Locale;

/** What came out: a table, a summary in a sentence, and a page. */
final class QuickstartReport {

  private final Settings settings;
  private final List<Result> results;
  private final List<Document> test;
  private final Evaluation bound;

  /**
   * A report.
   *
   * @param settings what was asked for
   * @param results all variants: the dense one first, the doped one last
   */
  QuickstartReport(Settings settings, List<Result> results) {
    this.settings = settings;
    this.results = List.copyOf(results);
    this.test = settings.corpus().test(Settings.TEST_DOCUMENTS);
    this.bound = Evaluation.ofGenerator(test);
  }

  Table table() {
    Table table =
        new Table(
            "variant",
            "perplexity",
            "memory accuracy",
            "LSTM weights",
            "all parameters",
            "factor in weights",
            "factor in bytes");
    table.row("perfect predictor", perplexity(bound), accuracy(bound), "-", "-", "-", "-");
    for (Result result : results) {
      table.row(
          result.variant().name(),
          perplexity(result.evaluation()),
          accuracy(result.evaluation()),
          format("%,d", result.lstmParameters()),
          format("%,d", result.totalParameters()),
          format("%.1fx", result.doping().parameterFactor()),
          format("%.1fx", result.doping().byteFactor()));
    }
    return table;
  }

  /** What the table says, in words. */
  String summary() {
    Result dense = results.get(0);
    Result doped = results.get(results.size() - 1);
    return format(
        "With %.1f times fewer LSTM weights (%.1f times fewer bytes), the doped LSTM predicts with"
            + " perplexity %s where the dense one has %s (%+.1f %%), and is right at %s of the"
            + " memory positions, the dense one at %s.",
        doped.doping().parameterFactor(),
        doped.doping().byteFactor(),
        perplexity(doped.evaluation()),
        perplexity(dense.evaluation()),
        100 * (doped.evaluation().perplexity() / dense.evaluation().perplexity() - 1),
        accuracy(doped.evaluation()),
        accuracy(dense.evaluation()));
  }

  HtmlPage page() {
    SampleDocument sample = new SampleDocument(settings.corpus().grammar(), test);
    Figures figures = new Figures(settings, results, bound);
    return new HtmlPage("A doped LSTM beside a dense one", summary())
        .section(
            "Results",
            format(
                "%d test documents that no network was trained on. Weights are those of the two"
                    + " LSTM matrices; bytes count the indices of sparse entries too. Memory"
                    + " accuracy is the share of memory positions (see below) at which the most"
                    + " probable symbol was right.",
                Settings.TEST_DOCUMENTS),
            table().toHtml())
        .section("The task", sample.text(), sample.html())
        .section("Training", "", HtmlPage.sideBySide(figures.loss(), figures.weights()))
        .section(
            "Inside the doped layer",
            "Each weight matrix is the sum of two co-matrices: a Kronecker product, and a sparse S"
                + " that starts dense and is pruned by magnitude.",
            HtmlPage.sideBySide(figures.energy(), figures.support()))
        .section("How this was made", made(), "");
  }

  private String made() {
    double seconds = results.stream().mapToDouble(Result::seconds).sum();
    return format(
        "dl4j-doping %s on Deeplearning4j %s, Java %s; seed %d, compression factor %s, %d units, %d"
            + " iterations of %d documents with %d steps for each variant; %.0f s of training.",
        Versions.project(),
        Versions.dl4j(),
        Runtime.version(),
        settings.seed(),
        settings.factor(),
        settings.units(),
        settings.iterations(),
        Settings.BATCH,
        Settings.STEPS,
        seconds);
  }

  private static String perplexity(Evaluation evaluation) {
    return format("%.2f", evaluation.perplexity());
  }

  private static String accuracy(Evaluation evaluation) {
    return format("%.1f %%", 100 * evaluation.memoryAccuracy());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
