package io.github.dl4jdoping.examples.distributed;

import io.github.dl4jdoping.examples.common.TextFile;
import io.github.dl4jdoping.examples.quickstart.GrammarText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text in two parts.
 *
 * @param training to learn from
 * @param test to report on
 */
record Text(String training, String test) {

  private static final String EXPECTATION =
      "Expected in --data are Mikolov's Penn Treebank files, plain or .gz: ptb.train.txt and"
          + " ptb.test.txt.";
  private static final int TRAINING_DOCUMENTS = 600;
  private static final int TEST_DOCUMENTS = 100;

  /**
   * The Penn Treebank, as preprocessed by Mikolov: each sentence without the spaces around it and
   * with a line feed behind it.
   *
   * @param folder with {@code ptb.train.txt} and {@code ptb.test.txt}, plain or {@code .gz}
   * @return the text
   * @throws IOException if a file is missing or cannot be read; the message says what was expected
   */
  static Text pennTreebank(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder. " + EXPECTATION);
    }
    return new Text(read(folder, "ptb.train.txt"), read(folder, "ptb.test.txt"));
  }

  private static String read(Path folder, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : TextFile.lines(TextFile.find(folder, name, EXPECTATION), EXPECTATION)) {
      text.append(line.strip()).append('\n');
    }
    return text.toString();
  }

  /**
   * Documents of the quickstart's grammar, for a run without data.
   *
   * @param seed of the training part; the test part has another
   * @return about 206,000 and 34,000 characters
   */
  static Text grammar(long seed) {
    return new Text(
        GrammarText.of(TRAINING_DOCUMENTS, seed), GrammarText.of(TEST_DOCUMENTS, ~seed));
  }

  /**
   * The beginning of the text.
   *
   * @param characters of the training part to keep; the test part keeps a tenth of that
   * @return a smaller text, or the same if it is not longer
   */
  Text limit(int characters) {
    return new Text(first(training, characters), first(test, characters / 10));
  }

  private static String first(String part, int characters) {
    return part.substring(0, Math.min(characters, part.length()));
  }
}
