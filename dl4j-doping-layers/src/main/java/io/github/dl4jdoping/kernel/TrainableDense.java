package io.github.dl4jdoping.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A dense matrix in training. Matrices outside are column-major, as DL4J's parameters are. */
public final class TrainableDense implements TrainableMatrix {

  /** So many rows of a batch are summed up at a time. */
  private static final int CHUNK = 1024;

  /** Where rows are further apart than a page of memory, it pays to transpose them first. */
  private static final int FAR = 1024;

  private static final int WIDTH = PanelProduct.WIDTH;

  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final PanelProduct matrix;
  private final PanelProduct transpose;

  /** Column-major, [columns, rows]; whole vectors may be written behind its end. */
  private final float[] gradient;

  private float[] dyTransposed = new float[0];
  private float[] panel = new float[0];

  TrainableDense(Gemm gemm, int rows, int columns) {
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    this.matrix = new PanelProduct(gemm, rows, columns);
    this.transpose = new PanelProduct(gemm, columns, rows);
    this.gradient = new float[Math.addExact(Math.multiplyExact(columns, rows), WIDTH)];
  }

  /**
   * Takes over the values of the matrix.
   *
   * @param values {@code [rows, columns]}, column-major, from index 0 on
   */
  public void load(FloatBuffer values) {
    matrix.load(values);
    transpose.loadTransposed(values);
  }

  /**
   * Pulls the gradient back to the factors of a sum of Kronecker products that the matrix contains.
   *
   * @param factors the sum, of the same shape
   */
  public void pullBack(MaterialisedKronecker factors) {
    factors.pullBack(gradient);
  }

  /**
   * Copies the gradient of the matrix.
   *
   * @param target receives {@code [rows, columns]}, column-major, from index 0 on
   */
  public void gradient(FloatBuffer target) {
    target.put(0, gradient, 0, rows * columns);
  }

  @Override
  public Product product() {
    return matrix;
  }

  @Override
  public Product transposed() {
    return transpose;
  }

  @Override
  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  @Override
  public void addGradient(int batch, float[] x, float[] dy) {
    for (int from = 0; from < batch; from += CHUNK) {
      addGradient(Math.min(CHUNK, batch - from), x, from * rows, dy, from * columns);
    }
  }

  /** The transposed gradient {@code dy' x}, row-major, is the gradient column-major. */
  private void addGradient(int chunk, float[] x, int xFrom, float[] dy, int dyFrom) {
    boolean turned = columns > FAR;
    if (turned) {
      dyTransposed = Matrices.atLeast(dyTransposed, chunk * columns);
      Transposition.copy(chunk, columns, dy, dyFrom, columns, dyTransposed, 0, chunk);
    }
    panel = Matrices.atLeast(panel, chunk * WIDTH);
    for (int j = 0; j < rows; j += WIDTH) {
      int width = Math.min(WIDTH, rows - j);
      loadPanel(chunk, width, x, xFrom + j);
      if (turned) {
        gemm.add(columns, chunk, width, dyTransposed, 0, chunk, panel, 0, WIDTH, gradient, j, rows);
      } else {
        gemm.addTransposed(
            columns, chunk, width, dy, dyFrom, columns, panel, 0, WIDTH, gradient, j, rows);
      }
    }
  }

  private void loadPanel(int chunk, int width, float[] x, int from) {
    for (int i = 0; i < chunk; i++) {
      System.arraycopy(x, from + i * rows, panel, i * WIDTH, width);
      Arrays.fill(panel, i * WIDTH + width, (i + 1) * WIDTH, 0);
    }
  }
}
