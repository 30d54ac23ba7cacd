package io.github.dl4jdoping.examples.ptb;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A text cut into parallel sequences and those into segments of time, as in Zaremba et al. (2014):
 * sequence <i>s</i> of the batch holds the tokens from {@code s * length} on, and each segment
 * continues where the one before it ended. What is left over when the text does not divide evenly
 * (fewer tokens than there are sequences) is dropped.
 */
final class Segments {

  private final int[] tokens;
  private final int sequences;
  private final int steps;
  private final int length;

  /**
   * Cuts a text.
   *
   * @param tokens word ids in reading order
   * @param sequences number of parallel sequences, at least 1
   * @param steps time steps of a segment, at least 1; the last segment may be shorter
   * @throws IllegalArgumentException if a sequence would have fewer than two tokens
   */
  Segments(int[] tokens, int sequences, int steps) {
    if (sequences < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "Sequences and steps must be at least 1; got " + sequences + " and " + steps + ".");
    }
    this.length = tokens.length / sequences;
    if (length < 2) {
      throw new IllegalArgumentException(
          tokens.length
              + " tokens are too few for "
              + sequences
              + " parallel sequences: at least "
              + 2 * sequences
              + " are needed.");
    }
    this.tokens = tokens.clone();
    this.sequences = sequences;
    this.steps = steps;
  }

  /**
   * The number of segments.
   *
   * @return at least 1
   */
  int count() {
    return (length - 2) / steps + 1;
  }

  /**
   * The number of predicted words in all segments; the first word of each sequence is only read.
   *
   * @return at least 1
   */
  long predictions() {
    return (long) sequences * (length - 1);
  }

  /**
   * One segment.
   *
   * @param index from 0 to {@link #count()} - 1
   * @return its inputs and targets, in new arrays
   */
  Segment get(int index) {
    int from = index * steps;
    int width = Math.min(steps, length - 1 - from);
    return new Segment(block(from, width), block(from + 1, width));
  }

  private INDArray block(int from, int width) {
    int[] block = new int[sequences * width];
    for (int s = 0; s < sequences; s++) {
      System.arraycopy(tokens, s * length + from, block, s * width, width);
    }
    return Nd4j.create(DataType.INT32, sequences, 1, width)
        .assign(Nd4j.createFromArray(block).reshape(sequences, 1, width));
  }
}
