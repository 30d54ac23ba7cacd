package io.github.dl4jdoping.examples.distributed;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is trained, whoever does the work. */
final class TrainingOptions {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = {
        "Folder with Mikolov's ptb.train.txt and ptb.test.txt, plain or .gz. Without it, text that"
            + " the quickstart's grammar generates."
      })
  private Path data;

  @Option(
      names = "--characters",
      paramLabel = "N",
      description = "Train on so many characters only, and test on a tenth of that.")
  private int characters = Integer.MAX_VALUE;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "128",
      description = "Units of the LSTM layer. Default: ${DEFAULT-VALUE}.")
  private int units;

  @Option(
      names = "--factor",
      paramLabel = "F",
      defaultValue = "15",
      description = "How many times fewer LSTM weights there may be. Default: ${DEFAULT-VALUE}.")
  private double factor;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Passes over the training text. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "16",
      description = "Sequences in a minibatch. Default: ${DEFAULT-VALUE}.")
  private int sequences;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "64",
      description = "Characters of a sequence. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the network and of generated text. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** An options object for picocli to fill in. */
  TrainingOptions() {}

  /**
   * Reads or generates the text.
   *
   * @return the text, as long as was asked for
   * @throws IOException if it cannot be read
   */
  Text text() throws IOException {
    Text whole = data == null ? Text.grammar(seed) : Text.pennTreebank(data);
    return whole.limit(characters);
  }

  /**
   * How the text is cut.
   *
   * @return sizes of the minibatches
   */
  CharacterBatches batches() {
    return new CharacterBatches(sequences, steps);
  }

  /**
   * What is trained.
   *
   * @return the model
   */
  CharacterModel model() {
    return new CharacterModel(units, factor, seed);
  }

  /**
   * How often the text is read.
   *
   * @return number of passes, at least 1
   * @throws IllegalArgumentException if there would be none
   */
  int epochs() {
    if (epochs < 1) {
      throw new IllegalArgumentException("Training takes at least 1 epoch; got " + epochs + ".");
    }
    return epochs;
  }
}
