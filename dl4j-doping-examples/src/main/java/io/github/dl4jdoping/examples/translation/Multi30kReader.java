package io.github.dl4jdoping.examples.translation;

import io.github.dl4jdoping.examples.common.TextFile;
import io.github.dl4jdoping.examples.tasks.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads task 1 of Multi30k (Elliott et al., "Multi30K: multilingual English-German image
 * descriptions", 2016), lower-cased, normalised and tokenised by its authors: {@code
 * train.lc.norm.tok.en} and {@code .de}, {@code val} and {@code test_2016_flickr} likewise, a
 * sentence a line, each file plain or compressed with gzip.
 */
final class Multi30kReader {

  private static final String EXPECTATION =
      "Expected are the files train.lc.norm.tok.en and .de (29,000 lines), val.lc.norm.tok.en and"
          + " .de (1,014) and test_2016_flickr.lc.norm.tok.en and .de (1,000) of Multi30k, task 1,"
          + " plain or .gz, a sentence a line.";

  private final Path folder;

  private Multi30kReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all three parts.
   *
   * @param folder that holds the files
   * @param minimumFrequency words that the training part has less often are unknown words
   * @return the data set
   * @throws IOException if a file is missing, cannot be read or does not fit the other one; the
   *     message says what was expected where
   */
  static Multi30k read(Path folder, int minimumFrequency) throws IOException {
    return new Multi30kReader(folder).read(minimumFrequency);
  }

  private Multi30k read(int minimumFrequency) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder. " + EXPECTATION);
    }
    Vocabulary source = Vocabulary.of(words("train", "en"), minimumFrequency);
    Vocabulary target = Vocabulary.of(words("train", "de"), minimumFrequency, Multi30k.SPECIAL);
    return new Multi30k(
        part("train", source, target),
        part("val", source, target),
        part("test_2016_flickr", source, target),
        source,
        target);
  }

  private List<List<String>> words(String part, String language) throws IOException {
    return lines(part, language).stream().map(ParallelText::words).toList();
  }

  private ParallelText part(String part, Vocabulary source, Vocabulary target) throws IOException {
    List<String> sentences = lines(part, "en");
    List<String> translations = lines(part, "de");
    if (sentences.size() != translations.size()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s in %s has %,d lines in English but %,d in German. %s",
              part,
              folder,
              sentences.size(),
              translations.size(),
              EXPECTATION));
    }
    return ParallelText.of(sentences, translations, source, target);
  }

  private List<String> lines(String part, String language) throws IOException {
    Path file = TextFile.find(folder, part + ".lc.norm.tok." + language, EXPECTATION);
    List<String> lines = TextFile.lines(file, EXPECTATION);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        throw new IOException(file + " has no words in line " + (i + 1) + ". " + EXPECTATION);
      }
    }
    return lines;
  }
}
