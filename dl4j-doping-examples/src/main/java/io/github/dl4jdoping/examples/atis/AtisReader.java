package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.common.TextFile;
import io.github.dl4jdoping.examples.tasks.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads ATIS in the form of Goo et al., "Slot-gated modeling for joint slot filling and intent
 * prediction" (NAACL 2018): in each of the folders {@code train}, {@code valid} and {@code test},
 * {@code seq.in} has an utterance a line and {@code label} its intent. As there, words that consist
 * of digits are all the word {@code 0}.
 */
final class AtisReader {

  private static final String EXPECTATION =
      "Expected are the folders train, valid and test of ATIS (4,478, 500 and 893 utterances), each"
          + " with the files seq.in, an utterance a line, and label, its intent.";

  private final Path folder;
  private final int minimumFrequency;

  private AtisReader(Path folder, int minimumFrequency) {
    this.folder = folder;
    this.minimumFrequency = minimumFrequency;
  }

  /**
   * Reads all three parts.
   *
   * @param folder that holds the three folders
   * @param minimumFrequency words that the training part has less often are unknown words
   * @return the data set
   * @throws IOException if a file is missing, cannot be read or does not fit the other one; the
   *     message says what was expected where
   */
  static Atis read(Path folder, int minimumFrequency) throws IOException {
    return new AtisReader(folder, minimumFrequency).read();
  }

  private Atis read() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder. " + EXPECTATION);
    }
    List<List<String>> text = text("train");
    Vocabulary words = Vocabulary.of(text, minimumFrequency);
    List<String> intents = labels("train").stream().distinct().toList();
    return new Atis(
        part("train", words, intents),
        part("valid", words, intents),
        part("test", words, intents),
        words,
        intents);
  }

  private List<Utterance> part(String name, Vocabulary words, List<String> intents)
      throws IOException {
    List<List<String>> text = text(name);
    List<String> labels = labels(name);
    if (text.size() != labels.size()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has %,d utterances in seq.in but %,d intents in label. %s",
              folder.resolve(name),
              text.size(),
              labels.size(),
              EXPECTATION));
    }
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      // indexOf gives Utterance.UNSEEN for an intent that is not there.
      utterances.add(new Utterance(words.ids(text.get(i)), intents.indexOf(labels.get(i))));
    }
    return List.copyOf(utterances);
  }

  private List<List<String>> text(String part) throws IOException {
    Path file = TextFile.find(folder.resolve(part), "seq.in", EXPECTATION);
    List<List<String>> utterances = new ArrayList<>();
    for (String line : TextFile.lines(file, EXPECTATION)) {
      if (line.isBlank()) {
        throw new IOException(
            file + " has no words in line " + (utterances.size() + 1) + ". " + EXPECTATION);
      }
      utterances.add(List.of(line.strip().split("\\s+")).stream().map(AtisReader::word).toList());
    }
    return utterances;
  }

  private static String word(String written) {
    return written.chars().allMatch(Character::isDigit) ? "0" : written;
  }

  private List<String> labels(String part) throws IOException {
    Path file = TextFile.find(folder.resolve(part), "label", EXPECTATION);
    return TextFile.lines(file, EXPECTATION).stream().map(String::strip).toList();
  }
}
