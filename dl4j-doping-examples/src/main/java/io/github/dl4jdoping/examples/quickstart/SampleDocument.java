package io.github.dl4jdoping.examples.quickstart;

import io.github.dl4jdoping.examples.report.Html;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows what the language looks like, and how much memory it takes. */
final class SampleDocument {

  private static final int SEVERAL = 6;

  private final Grammar grammar;
  private final List<Document> documents;

  SampleDocument(Grammar grammar, List<Document> documents) {
    this.grammar = grammar;
    this.documents = documents;
  }

  /** An introduction to the task, plain text. */
  String text() {
    IntSummaryStatistics distances =
        documents.stream()
            .flatMapToInt(
                document -> IntStream.range(0, document.length()).map(document::memoryDistance))
            .filter(distance -> distance >= Grammar.FAR)
            .summaryStatistics();
    return String.format(
        Locale.ROOT,
        "Predict the next symbol. Most symbols are chance, but a block closes with the name that it"
            + " was opened with, and a question (z?) is answered with the last value of z. Marked"
            + " are the memory positions: the only right symbol was determined %d symbols ago or"
            + " more, %.0f on average, %d at most.",
        Grammar.FAR,
        distances.getAverage(),
        distances.getMax());
  }

  /** A document that has several memory positions, with these marked. */
  String html() {
    Document document =
        documents.stream().filter(this::hasSeveral).findFirst().orElse(documents.get(0));
    return IntStream.range(0, document.length())
        .mapToObj(position -> symbol(document, position))
        .collect(Collectors.joining(" ", "<div class=\"document\">", "</div>\n"));
  }

  private boolean hasSeveral(Document document) {
    return IntStream.range(0, document.length()).filter(document::isMemory).count() >= SEVERAL;
  }

  private String symbol(Document document, int position) {
    String text = Html.escape(grammar.text(document.symbol(position)));
    return document.isMemory(position) ? "<mark>" + text + "</mark>" : text;
  }
}
