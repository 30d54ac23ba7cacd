package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.TrainableMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * One weight matrix on Java arrays, for one pass over a sequence: a sum of terms, each possibly with
 * row dropout of its outputs. Sequences are time-major; a range of time steps is given by the first
 * one and their number.
 */
final class ArrayWeights {

  /**
   * A term.
   *
   * @param matrix its products
   * @param dropout its row dropout, or null if there is none
   * @param storeGradient writes the gradients of the term's parameters where DL4J has them
   */
  record Term(TrainableMatrix matrix, TermDropout dropout, Runnable storeGradient) {}

  /** So many floats stay in a core's own cache from one loop over them to the next. */
  private static final int CACHED = 1 << 16;

  private final int batch;
  private final int rows;
  private final int columns;
  private final List<Term> terms;
  private final Memory scratch;

  /**
   * A matrix.
   *
   * @param batch number of examples
   * @param rows number of inputs of the matrix
   * @param columns number of its outputs
   * @param terms their sum is the matrix
   * @param scratch memory for the products
   */
  ArrayWeights(int batch, int rows, int columns, List<Term> terms, Memory scratch) {
    this.batch = batch;
    this.rows = rows;
    this.columns = columns;
    this.terms = terms;
    this.scratch = scratch;
  }

  /**
   * Adds {@code x W} to y.
   *
   * @param firstStep the first time step
   * @param steps their number
   * @param x array with the inputs of these steps
   * @param xFrom index of the first input
   * @param y array with the outputs of the whole sequence from index 0 on
   */
  void add(int firstStep, int steps, float[] x, int xFrom, float[] y) {
    for (Term term : terms) {
      if (term.dropout() == null) {
        addProduct(term, steps, x, xFrom, y, firstStep * batch * columns);
      } else {
        addMasked(term, firstStep, steps, x, xFrom, y);
      }
    }
  }

  private void addMasked(Term term, int firstStep, int steps, float[] x, int xFrom, float[] y) {
    int most = cachedSteps();
    for (int done = 0; done < steps; done += most) {
      int part = Math.min(most, steps - done);
      int step = firstStep + done;
      int length = part * batch * columns;
      float[] outputs = term.dropout().outputs(length);
      Arrays.fill(outputs, 0, length, 0);
      addProduct(term, part, x, xFrom + done * batch * rows, outputs, 0);
      term.dropout().masks().addProduct(step, part, outputs, y, step * batch * columns);
    }
  }

  /** The number of time steps whose outputs are cached, at least 1. */
  private int cachedSteps() {
    return Math.max(1, CACHED / (batch * columns));
  }

  private void addProduct(Term term, int steps, float[] x, int xFrom, float[] y, int yFrom) {
    Product product = term.matrix().product();
    int vectors = steps * batch;
    float[] memory = scratch.atLeast(product.scratch(vectors));
    product.add(vectors, x, xFrom, rows, y, yFrom, columns, memory);
  }

  /**
   * Adds {@code dy W'} to dx.
   *
   * @param firstStep the first time step
   * @param steps their number
   * @param dy gradients of the outputs of the whole sequence, from index 0 on
   * @param dx array that receives the gradients of the inputs of these steps
   * @param dxFrom index of the first of them
   */
  void addTransposed(int firstStep, int steps, float[] dy, float[] dx, int dxFrom) {
    for (Term term : terms) {
      if (term.dropout() == null) {
        addTransposed(term, firstStep, steps, dy, dx, dxFrom);
      } else {
        addMaskedTransposed(term, firstStep, steps, dy, dx, dxFrom);
      }
    }
  }

  private void addMaskedTransposed(
      Term term, int firstStep, int steps, float[] dy, float[] dx, int dxFrom) {
    int most = cachedSteps();
    for (int done = 0; done < steps; done += most) {
      int part = Math.min(most, steps - done);
      int step = firstStep + done;
      float[] masked = term.dropout().maskGradients(step, part, dy);
      addTransposed(term, step, part, masked, dx, dxFrom + done * batch * rows);
    }
  }

  private void addTransposed(
      Term term, int firstStep, int steps, float[] dy, float[] dx, int dxFrom) {
    Product transposed = term.matrix().transposed();
    int vectors = steps * batch;
    float[] memory = scratch.atLeast(transposed.scratch(vectors));
    int from = firstStep * batch * columns;
    transposed.add(vectors, dy, from, columns, dx, dxFrom, rows, memory);
  }

  /**
   * Computes and stores the gradients of the parameters, over the whole sequence.
   *
   * @param steps number of its time steps
   * @param x inputs
   * @param dy gradients of the outputs
   * @param firstDone {@link #addTransposed} was called before for all time steps from this one on
   */
  void pullBack(int steps, float[] x, float[] dy, int firstDone) {
    for (Term term : terms) {
      float[] gradient = dy;
      if (term.dropout() != null) {
        gradient = term.dropout().maskGradients(0, Math.min(firstDone, steps), dy);
      }
      term.matrix().clearGradient();
      term.matrix().addGradient(steps * batch, x, gradient);
      term.storeGradient().run();
    }
  }
}
