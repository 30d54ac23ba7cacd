package io.github.dl4jdoping.examples.distributed;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cuts a text into sequences that each start without context, and those into minibatches.
 *
 * <p>Workers take minibatches in any order, so no state can be carried from one to the next. Numbers
 * instead of one-hot vectors keep small what is sent to them.
 *
 * @param sequences in a minibatch, at least 1
 * @param steps characters predicted in a sequence, at least 1
 */
record CharacterBatches(int sequences, int steps) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public CharacterBatches {
    if (sequences < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "A minibatch has at least 1 sequence of 1 step; got " + sequences + " of " + steps + ".");
    }
  }

  /**
   * All whole minibatches of a text; what is left over at its end is dropped.
   *
   * @param text numbers of characters
   * @return minibatches of features and labels, each {@code [sequences, 1, steps]} and a number of a
   *     character; the label is the character that follows
   * @throws IllegalArgumentException if the text is too short for one
   */
  List<DataSet> cut(int[] text) {
    int width = sequences * steps;
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from + width < text.length; from += width) {
      batches.add(new DataSet(block(text, from), block(text, from + 1)));
    }
    if (batches.isEmpty()) {
      throw new IllegalArgumentException(
          "A minibatch needs "
              + (width + 1)
              + " characters: "
              + sequences
              + " sequences of "
              + steps
              + " and the one that follows; the text has "
              + text.length
              + ".");
    }
    return batches;
  }

  private INDArray block(int[] text, int from) {
    float[] block = new float[sequences * steps];
    for (int i = 0; i < block.length; i++) {
      block[i] = text[from + i];
    }
    return Nd4j.create(block, new long[] {sequences, 1, steps}, 'c');
  }
}
