package io.github.dl4jdoping.kernel.vector;

import io.github.dl4jdoping.kernel.Gemm;
import io.github.dl4jdoping.kernel.Hadamard;
import io.github.dl4jdoping.kernel.Kernels;
import io.github.dl4jdoping.kernel.Product;
import io.github.dl4jdoping.kernel.SparseRows;
import io.github.dl4jdoping.kernel.scalar.CompressedColumns;
import io.github.dl4jdoping.support.Support;
import jdk.incubator.vector.FloatVector;

/** Kernels on {@code jdk.incubator.vector}. */
public final class VectorKernels implements Kernels {

  private static final int BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();

  private final Gemm gemm = new VectorGemm();

  /** Stateless kernels; any instance is as good as any other. */
  public VectorKernels() {}

  @Override
  public String description() {
    return "vector, " + BITS + " bits";
  }

  @Override
  public boolean multipliesBatchesFast() {
    return true;
  }

  @Override
  public Gemm gemm() {
    return gemm;
  }

  @Override
  public Hadamard hadamard() {
    return new VectorHadamard();
  }

  /** By look-ups in registers where vectors have 512 bits and that is estimated to be faster. */
  @Override
  public Product sparse(Support support, float[] values) {
    CompressedColumns plain = new CompressedColumns(support, values);
    return BITS == 512 ? SparseLayouts.fastest(support, values, plain) : plain;
  }

  @Override
  public SparseRows sparseRows() {
    return new VectorSparseRows();
  }

  @Override
  public void lstm(
      int units, float[] z, int zFrom, float[] cell, int cellFrom, float[] hidden, int hiddenFrom) {
    VectorGates.lstm(units, z, zFrom, cell, cellFrom, hidden, hiddenFrom);
  }
}
