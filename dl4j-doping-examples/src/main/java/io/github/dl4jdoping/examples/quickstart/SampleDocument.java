package io.github.dl4jdoping.examples.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows what the language looks like, and how much memory it takes. */
final class SampleDocument {

  private final Grammar grammar;
  private final List<Document> documents;

  SampleDocument(Grammar grammar, List<Document> documents) {
    this.grammar = grammar;
    this.documents = documents;
  }

  /** An introduction to the task, plain text. */
  String text() {
    List<Integer> distances =
        documents.stream()
            .flatMapToInt(document -> IntStream.of(document.memoryDistances()))
            .filter(distance -> distance >= Grammar.FAR)
            .boxed()
            .toList();
    return String.format(
        Locale.ROOT,
        "Predict the next symbol. Most symbols are chance, but a block closes with the name that it"
            + " was opened with, and a question (z?) is answered with the last value of z. Marked"
            + " are the memory positions: the only right symbol was determined %d symbols ago or"
            + " more, %.0f on average, %d at most.",
        Grammar.FAR,
        distances.stream().mapToInt(Integer::intValue).average().orElse(0),
        distances.stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  /** The first document with its memory positions marked. */
  String html() {
    Document document = documents.get(0);
    return IntStream.range(0, document.length())
        .mapToObj(position -> symbol(document, position))
        .collect(Collectors.joining(" ", "<div class=\"document\">", "</div>\n"));
  }

  private String symbol(Document document, int position) {
    String text =
        grammar.text(document.symbols()[position]).replace("<", "&lt;").replace(">", "&gt;");
    return document.isMemory(position) ? "<mark>" + text + "</mark>" : text;
  }
}
