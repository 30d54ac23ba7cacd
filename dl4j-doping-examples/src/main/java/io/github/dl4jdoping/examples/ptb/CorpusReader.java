package io.github.dl4jdoping.examples.ptb;

import io.github.dl4jdoping.examples.common.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Consumer;

/**
 * Reads the Penn Treebank as preprocessed by Mikolov: {@code ptb.train.txt}, {@code ptb.valid.txt}
 * and {@code ptb.test.txt}, one sentence per line, words separated by spaces, each plain or
 * compressed with gzip ({@code .gz} appended to the name). The end of each line becomes the word
 * {@code <eos>}.
 */
final class CorpusReader {

  private static final String END_OF_SENTENCE = "<eos>";
  private static final String UNKNOWN = "<unk>";

  private final Path folder;
  private final Consumer<String> warnings;
  private final Map<String, Integer> ids = new HashMap<>();

  private CorpusReader(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /**
   * Reads all three parts. Words are numbered in the order of their first use in the training
   * text.
   *
   * @param folder that holds the three files
   * @param warnings is told of counts that are not those of Mikolov's files
   * @return the corpus
   * @throws IOException if a file is missing, cannot be read, is empty, or has a word that the
   *     training text has not; the message says what was expected where
   */
  static Corpus read(Path folder, Consumer<String> warnings) throws IOException {
    return new CorpusReader(folder, warnings).read();
  }

  private Corpus read() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder. " + expectation());
    }
    int[] train = numbered(Part.TRAIN);
    int words = ids.size();
    int[] valid = numbered(Part.VALID);
    int[] test = numbered(Part.TEST);
    if (words != Part.WORDS) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "The vocabulary has %,d words; Mikolov's files have %,d.",
              words,
              Part.WORDS));
    }
    return new Corpus(train, valid, test, words);
  }

  private int[] numbered(Part part) throws IOException {
    Path file = file(folder, part);
    List<String> tokens = tokens(file);
    if (tokens.size() != part.tokens()) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s has %,d tokens with <eos>; Mikolov's has %,d.",
              file,
              tokens.size(),
              part.tokens()));
    }
    int[] numbers = new int[tokens.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = part == Part.TRAIN ? idOrNew(tokens.get(i)) : id(file, tokens.get(i));
    }
    return numbers;
  }

  private int idOrNew(String word) {
    Integer next = ids.size();
    Integer known = ids.putIfAbsent(word, next);
    return known == null ? next : known;
  }

  private int id(Path file, String word) throws IOException {
    Integer id = ids.getOrDefault(word, ids.get(UNKNOWN));
    if (id == null) {
      throw new IOException(
          file
              + " has the word '"
              + word
              + "', which the training text has not, and there is no "
              + UNKNOWN
              + " to stand for it. Are the files from different corpora? "
              + expectation());
    }
    return id;
  }

  private static Path file(Path folder, Part part) throws IOException {
    return TextFile.find(folder, part.fileName(), expectation());
  }

  private static List<String> tokens(Path file) throws IOException {
    List<String> tokens = new ArrayList<>();
    for (String line : TextFile.lines(file, expectation())) {
      StringTokenizer words = new StringTokenizer(line);
      while (words.hasMoreTokens()) {
        tokens.add(words.nextToken());
      }
      tokens.add(END_OF_SENTENCE);
    }
    return tokens;
  }

  private static String expectation() {
    StringBuilder text =
        new StringBuilder("Expected in --data are Mikolov's Penn Treebank files, plain or .gz:");
    for (Part part : Part.values()) {
      text.append(
          String.format(
              Locale.ROOT, "%n  %s (%,d tokens with <eos>)", part.fileName(), part.tokens()));
    }
    return text.append(String.format(Locale.ROOT, "%nwith a vocabulary of %,d words.", Part.WORDS))
        .toString();
  }

  /** The three files, and what they hold with {@code <eos>} after each line. */
  private enum Part {
    TRAIN("ptb.train.txt", 929_589),
    VALID("ptb.valid.txt", 73_760),
    TEST("ptb.test.txt", 82_430);

    static final int WORDS = 10_000;

    private final String fileName;
    private final int tokens;

    Part(String fileName, int tokens) {
      this.fileName = fileName;
      this.tokens = tokens;
    }

    String fileName() {
      return fileName;
    }

    int tokens() {
      return tokens;
    }
  }
}
