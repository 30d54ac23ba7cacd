package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.TrainableMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * One weight matrix on Java arrays, for one pass: a sum of terms, each possibly with row dropout of
 * its outputs. Sequences are time-major; a range of time steps is given by the first one and their
 * number.
 */
final class ArrayWeights {

  /**
   * A term.
   *
   * @param matrix its products
   * @param masks of its row dropout, or null if there is none
   * @param storeGradient writes the gradients of the term's parameters where DL4J has them
   */
  record Term(TrainableMatrix matrix, RowMasks masks, Runnable storeGradient) {}

  private final int batch;
  private final int rows;
  private final int columns;
  private final List<Term> terms;

  /** What is masked before or after a product. */
  private float[] masked = new float[0];

  private float[] scratch = new float[0];

  /**
   * A matrix.
   *
   * @param batch number of examples
   * @param rows number of inputs of the matrix
   * @param columns number of its outputs
   * @param terms their sum is the matrix
   */
  ArrayWeights(int batch, int rows, int columns, List<Term> terms) {
    this.batch = batch;
    this.rows = rows;
    this.columns = columns;
    this.terms = terms;
  }

  /** Adds {@code x W} to y. */
  void add(int firstStep, int steps, float[] x, int xFrom, float[] y, int yFrom) {
    int vectors = steps * batch;
    for (Term term : terms) {
      reserve(term.matrix().product().scratch(vectors));
      if (term.masks() == null) {
        term.matrix().product().add(vectors, x, xFrom, rows, y, yFrom, columns, scratch);
      } else {
        reserveMasked(vectors);
        Arrays.fill(masked, 0, vectors * columns, 0);
        term.matrix().product().add(vectors, x, xFrom, rows, masked, 0, columns, scratch);
        term.masks().addProduct(firstStep, steps, masked, y, yFrom);
      }
    }
  }

  /** Adds {@code dy W'} to dx. */
  void addTransposed(int firstStep, int steps, float[] dy, int dyFrom, float[] dx, int dxFrom) {
    int vectors = steps * batch;
    for (Term term : terms) {
      reserve(term.matrix().transposed().scratch(vectors));
      if (term.masks() == null) {
        term.matrix().transposed().add(vectors, dy, dyFrom, columns, dx, dxFrom, rows, scratch);
      } else {
        reserveMasked(vectors);
        term.masks().multiply(firstStep, steps, dy, dyFrom, masked);
        term.matrix().transposed().add(vectors, masked, 0, columns, dx, dxFrom, rows, scratch);
      }
    }
  }

  /** Computes and stores the gradients of the parameters, from step 0 on. */
  void pullBack(int steps, float[] x, float[] dy) {
    int vectors = steps * batch;
    for (Term term : terms) {
      term.matrix().clearGradient();
      if (term.masks() == null) {
        term.matrix().addGradient(vectors, x, dy);
      } else {
        reserveMasked(vectors);
        term.masks().multiply(0, steps, dy, 0, masked);
        term.matrix().addGradient(vectors, x, masked);
      }
      term.storeGradient().run();
    }
  }

  private void reserve(int length) {
    if (scratch.length < length) {
      scratch = new float[length];
    }
  }

  private void reserveMasked(int vectors) {
    if (masked.length < vectors * columns) {
      masked = new float[vectors * columns];
    }
  }
}
