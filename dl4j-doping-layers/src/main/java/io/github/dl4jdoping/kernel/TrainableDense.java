package io.github.dl4jdoping.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A dense matrix in training. Matrices outside are column-major, as DL4J's parameters are. */
public final class TrainableDense implements TrainableMatrix {

  /** So many rows of a batch are summed up at a time. */
  private static final int CHUNK = 1024;

  /** Where rows are further apart than a page of memory, it pays to transpose them first. */
  private static final int FAR = 1024;

  private final Gemm gemm;
  private final int panelWidth;

  /** Rows, filled up to whole panels. */
  private final int padded;

  private final int rows;
  private final int columns;
  private final PanelProduct matrix;
  private final PanelProduct transpose;

  /** Column-major, [columns, rows]; whole vectors may be written behind its end. */
  private final float[] gradient;

  private float[] dyTransposed = new float[0];
  private float[] panels = new float[0];

  TrainableDense(Gemm gemm, int rows, int columns) {
    this.gemm = gemm;
    this.panelWidth = gemm.panel();
    this.padded = (rows + panelWidth - 1) / panelWidth * panelWidth;
    this.rows = rows;
    this.columns = columns;
    this.matrix = new PanelProduct(gemm, rows, columns);
    this.transpose = new PanelProduct(gemm, columns, rows);
    this.gradient = new float[Math.addExact(Math.multiplyExact(columns, rows), panelWidth)];
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
    panels = Matrices.atLeast(panels, chunk * padded);
    for (int j = 0; j < rows; j += panelWidth) {
      loadPanel(chunk, Math.min(panelWidth, rows - j), x, xFrom + j, j * chunk);
    }
    // Outputs stay in the cache for all panels.
    int most = PanelProduct.evenly(columns, Math.max(1, PanelProduct.CACHED / chunk));
    for (int i = 0; i < columns; i += most) {
      int count = Math.min(most, columns - i);
      if (turned) {
        addOutputs(i, count, chunk, dyTransposed, i * chunk, true);
      } else {
        addOutputs(i, count, chunk, dy, dyFrom + i, false);
      }
    }
  }

  private void addOutputs(int first, int count, int chunk, float[] dy, int from, boolean turned) {
    for (int j = 0; j < rows; j += panelWidth) {
      int width = Math.min(panelWidth, rows - j);
      int at = j * chunk;
      int to = first * rows + j;
      if (turned) {
        gemm.add(count, chunk, width, dy, from, chunk, panels, at, panelWidth, gradient, to, rows);
      } else {
        gemm.addTransposed(
            count, chunk, width, dy, from, columns, panels, at, panelWidth, gradient, to, rows);
      }
    }
  }

  private void loadPanel(int chunk, int width, float[] x, int from, int to) {
    for (int i = 0; i < chunk; i++) {
      System.arraycopy(x, from + i * rows, panels, to + i * panelWidth, width);
      Arrays.fill(panels, to + i * panelWidth + width, to + (i + 1) * panelWidth, 0);
    }
  }
}
