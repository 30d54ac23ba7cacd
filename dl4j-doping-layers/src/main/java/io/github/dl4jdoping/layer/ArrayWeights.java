package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.TrainableMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * One weight matrix on Java arrays, for one pass over a sequence: a sum of terms, each possibly with
 * row dropout of its outputs. Rows of a sequence are (time step, example) in time-major order.
 * Products with different rows may run at once, each in the memory of its own {@link Share}: kernels
 * write whole vectors, which may reach into the next row.
 */
final class ArrayWeights {

  /**
   * A term.
   *
   * @param matrix its products
   * @param dropout its row dropout, or null if there is none
   * @param preparation what has to be done before anything else, in any order, on any thread
   * @param storeGradient writes the gradients of the term's parameters where DL4J has them
   */
  record Term(
      TrainableMatrix matrix,
      TermDropout dropout,
      List<Runnable> preparation,
      Runnable storeGradient) {}

  /** So many outputs stay in a core's own cache from one loop over them to the next. */
  private static final int CACHED = 1 << 16;

  private final int inputs;
  private final int outputs;
  private final List<Term> terms;

  /**
   * A matrix.
   *
   * @param inputs number of its inputs
   * @param outputs number of its outputs
   * @param terms their sum is the matrix
   */
  ArrayWeights(int inputs, int outputs, List<Term> terms) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.terms = terms;
  }

  /**
   * What has to be done before anything else: tasks that may run at once.
   *
   * @return draws of masks, and loads of values
   */
  List<Runnable> preparation() {
    return terms.stream().flatMap(term -> term.preparation().stream()).toList();
  }

  /**
   * Adds {@code x W} to y.
   *
   * @param firstRow the first row
   * @param rows their number
   * @param x array with the inputs of these rows
   * @param xFrom index of the first input
   * @param y array with the outputs of the whole sequence from index 0 on
   * @param share whose memory to work in
   */
  void add(int firstRow, int rows, float[] x, int xFrom, float[] y, Share share) {
    for (Term term : terms) {
      int part = partOf(term, rows);
      for (int done = 0; done < rows; done += part) {
        int row = firstRow + done;
        add(term, row, Math.min(part, rows - done), x, xFrom + done * inputs, y, share);
      }
    }
  }

  private void add(Term term, int row, int rows, float[] x, int xFrom, float[] y, Share share) {
    int length = rows * outputs;
    int yFrom = row * outputs;
    float[] products = share.products(length);
    if (term.dropout() == null) {
      System.arraycopy(y, yFrom, products, 0, length);
      multiply(term.matrix().product(), rows, x, xFrom, products, share);
      System.arraycopy(products, 0, y, yFrom, length);
    } else {
      Arrays.fill(products, 0, length, 0);
      multiply(term.matrix().product(), rows, x, xFrom, products, share);
      term.dropout().masks().addProduct(row, rows, products, y, yFrom);
    }
  }

  private static void multiply(
      Product product, int rows, float[] x, int xFrom, float[] y, Share share) {
    float[] scratch = share.scratch(product.scratch(rows));
    product.add(rows, x, xFrom, product.rows(), y, 0, product.columns(), scratch);
  }

  /**
   * Where masks come before or after a product, rows are taken in parts of equal size that the cache
   * holds. A single row would be multiplied in another way, so that it would be rounded otherwise:
   * there is none as long as that is possible.
   */
  private int partOf(Term term, int rows) {
    if (term.dropout() == null) {
      return rows;
    }
    int most = Math.max(2, CACHED / outputs);
    int parts = (rows + most - 1) / most;
    return (rows + parts - 1) / parts;
  }

  /**
   * Makes room for {@link #addTransposed}.
   *
   * @param rows of the whole sequence
   */
  void prepareGradients(int rows) {
    for (Term term : terms) {
      if (term.dropout() != null) {
        term.dropout().gradients(rows * outputs);
      }
    }
  }

  /**
   * Adds {@code dy W'} to dx, after {@link #prepareGradients}.
   *
   * @param firstRow the first row
   * @param rows their number
   * @param dy gradients of the outputs of the whole sequence, from index 0 on
   * @param dx array that receives the gradients of the inputs of these rows
   * @param dxFrom index of the first of them
   * @param share whose memory to work in
   */
  void addTransposed(int firstRow, int rows, float[] dy, float[] dx, int dxFrom, Share share) {
    for (Term term : terms) {
      int part = partOf(term, rows);
      for (int done = 0; done < rows; done += part) {
        int row = firstRow + done;
        addTransposed(
            term, row, Math.min(part, rows - done), dy, dx, dxFrom + done * inputs, share);
      }
    }
  }

  private void addTransposed(
      Term term, int row, int rows, float[] dy, float[] dx, int dxFrom, Share share) {
    float[] gradients = dy;
    if (term.dropout() != null) {
      gradients = term.dropout().gradients(dy.length);
      term.dropout().masks().multiply(row, rows, dy, gradients);
    }
    int length = rows * inputs;
    float[] products = share.products(length);
    System.arraycopy(dx, dxFrom, products, 0, length);
    multiply(term.matrix().transposed(), rows, gradients, row * outputs, products, share);
    System.arraycopy(products, 0, dx, dxFrom, length);
  }

  /**
   * The computation of the gradients of the parameters over the whole sequence, after {@link
   * #prepareGradients}: tasks that may run at once. What they computed is not stored before {@link
   * #storeGradients}.
   *
   * @param rows of the whole sequence
   * @param x inputs
   * @param dy gradients of the outputs
   * @param firstDone {@link #addTransposed} was called before for all rows from this one on
   * @return one task for each term
   */
  List<Runnable> pullBack(int rows, float[] x, float[] dy, int firstDone) {
    return terms.stream().map(term -> pullBack(term, rows, x, dy, firstDone)).toList();
  }

  private static Runnable pullBack(Term term, int rows, float[] x, float[] dy, int firstDone) {
    return () -> {
      float[] gradient = dy;
      if (term.dropout() != null) {
        gradient = term.dropout().gradients(dy.length);
        term.dropout().masks().multiply(0, Math.min(firstDone, rows), dy, gradient);
      }
      term.matrix().clearGradient();
      term.matrix().addGradient(rows, x, gradient);
    };
  }

  /** Stores the gradients of the parameters. */
  void storeGradients() {
    terms.forEach(term -> term.storeGradient().run());
  }
}
