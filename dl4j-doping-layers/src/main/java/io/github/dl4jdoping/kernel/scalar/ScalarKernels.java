package io.github.dl4jdoping.kernel.scalar;

import io.github.dl4jdoping.kernel.Activations;
import io.github.dl4jdoping.kernel.Gemm;
import io.github.dl4jdoping.kernel.Hadamard;
import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.SparseRows;
import io.github.dl4jdoping.support.Support;

/** Kernels in plain Java. */
public final class ScalarKernels implements Kernels {

  private final Gemm gemm = new ScalarGemm();

  /** Stateless kernels; any instance is as good as any other. */
  public ScalarKernels() {}

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public boolean multipliesBatchesFast() {
    return false;
  }

  @Override
  public Gemm gemm() {
    return gemm;
  }

  @Override
  public Hadamard hadamard() {
    return new ScalarHadamard();
  }

  @Override
  public Product sparse(Support support, float[] values) {
    return new CompressedColumns(support, values);
  }

  @Override
  public SparseRows sparseRows() {
    return new ScalarSparseRows();
  }

  @Override
  public void lstm(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom) {
    Activations.tanh(z, zFrom, units);
    Activations.sigmoid(z, zFrom + units, 3 * units);
    int forget = zFrom + units;
    int input = zFrom + 3 * units;
    for (int j = 0; j < units; j++) {
      cell[cellFrom + j] = z[forget + j] * cell[cellFrom + j] + z[input + j] * z[zFrom + j];
    }
    Activations.tanh(cell, cellFrom, hidden, hiddenFrom, units);
    int output = zFrom + 2 * units;
    for (int j = 0; j < units; j++) {
      hidden[hiddenFrom + j] *= z[output + j];
    }
  }
}
