package io.github.dl4jdoping.structure;

import static io.github.dl4jdoping.structure.Products.columns;
import static io.github.dl4jdoping.structure.Products.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The hybrid matrix of a {@link HybridLayout}. Slot {@code D [m, blocks d]} holds the free columns,
 * grouped by block; block g of half h is {@code L[rows of h, g r ...] Q[h r ..., columns of g]} with
 * {@code L [m, blocks r]} and {@code Q [2 r, blocks (blockColumns - d)]}. Empty slots are left out.
 */
final class HybridMatrix implements StructuredMatrix {

  static final String D = "D";
  static final String L = "L";
  static final String Q = "Q";

  private final HybridLayout layout;
  private final MatrixShape shape;
  private final int rank;
  private final List<ParamSlot> slots;

  HybridMatrix(HybridLayout layout) {
    this.layout = layout;
    this.shape = layout.shape();
    this.rank = layout.rank();
    this.slots = slots(layout);
  }

  private static List<ParamSlot> slots(HybridLayout layout) {
    List<ParamSlot> slots = new ArrayList<>();
    long rows = layout.shape().rows();
    long blocks = layout.shape().blocks();
    int rank = layout.rank();
    if (layout.dense() > 0) {
      slots.add(new ParamSlot(D, rows, blocks * layout.dense(), 1, 1));
    }
    if (layout.lowRank() > 0) {
      slots.add(new ParamSlot(L, rows, blocks * rank, 2, rank));
      long stacked = (long) layout.halves() * rank;
      slots.add(new ParamSlot(Q, stacked, blocks * layout.lowRank(), 2, rank));
    }
    return List.copyOf(slots);
  }

  @Override
  public MatrixShape shape() {
    return shape;
  }

  @Override
  public List<ParamSlot> slots() {
    return slots;
  }

  @Override
  public Optional<MatrixForm> form() {
    return Optional.of(new MatrixForm.Hybrid(layout.dense(), rank));
  }

  @Override
  public INDArray toDense(Params params) {
    long[] size = {shape.rows(), shape.columns()};
    INDArray dense = Nd4j.createUninitialized(dataTypeSource(params).dataType(), size, 'f');
    for (int block = 0; block < shape.blocks(); block++) {
      if (hasDense()) {
        denseColumns(dense, block).assign(denseSlot(params, block));
      }
      for (int half = 0; half < lowRankHalves(); half++) {
        INDArray target = lowRankBlock(dense, block, half);
        Products.set(target, left(params, block, half), right(params, block, half));
      }
    }
    return dense;
  }

  @Override
  public void pullBack(Params params, INDArray dDense, Params gradients) {
    for (int block = 0; block < shape.blocks(); block++) {
      if (hasDense()) {
        denseSlot(gradients, block).assign(denseColumns(dDense, block));
      }
      for (int half = 0; half < lowRankHalves(); half++) {
        INDArray piece = lowRankBlock(dDense, block, half);
        INDArray left = left(params, block, half);
        INDArray right = right(params, block, half);
        Products.set(left(gradients, block, half), piece, right.transpose());
        Products.set(right(gradients, block, half), left.transpose(), piece);
      }
    }
  }

  @Override
  public void fit(FitTarget target, Params params) {
    for (int block = 0; block < shape.blocks(); block++) {
      if (hasDense()) {
        denseSlot(params, block).assign(denseColumns(target.matrix(), block));
      }
      for (int half = 0; half < lowRankHalves(); half++) {
        INDArray left = left(params, block, half);
        LowRankMatrix.fit(
            lowRankBlock(target, block, half), rank, left, right(params, block, half));
      }
    }
  }

  @Override
  public INDArray multiply(Params params, INDArray x) {
    if (parameterCount() > shape.size()) {
      return StructuredMatrix.super.multiply(params, x);
    }
    INDArray z = zeros(x, shape.columns());
    for (int block = 0; block < denseBlocks(); block++) {
      Products.add(denseColumns(z, block), x, denseSlot(params, block));
    }
    for (int half = 0; half < lowRankHalves(); half++) {
      INDArray inner = inner(params, x, half);
      for (int block = 0; block < shape.blocks(); block++) {
        INDArray target = lowRankColumns(z, block);
        Products.add(target, rankColumns(inner, block), right(params, block, half));
      }
    }
    return z;
  }

  @Override
  public INDArray multiplyTransposed(Params params, INDArray y) {
    if (parameterCount() > shape.size()) {
      return StructuredMatrix.super.multiplyTransposed(params, y);
    }
    INDArray z = zeros(y, shape.rows());
    for (int block = 0; block < denseBlocks(); block++) {
      Products.add(z, denseColumns(y, block), denseSlot(params, block).transpose());
    }
    for (int half = 0; half < lowRankHalves(); half++) {
      INDArray dInner = dInner(params, y, half);
      Products.add(halfColumns(z, half), dInner, halfRows(params.get(L), half).transpose());
    }
    return z;
  }

  @Override
  public void pullBackProduct(Params params, INDArray x, INDArray dz, Params gradients) {
    // Each factor takes part in two products, a free entry in one.
    long free = shape.rows() * shape.blocks() * layout.dense();
    if (2 * parameterCount() - free > shape.size()) {
      StructuredMatrix.super.pullBackProduct(params, x, dz, gradients);
      return;
    }
    for (int block = 0; block < denseBlocks(); block++) {
      Products.set(denseSlot(gradients, block), x.transpose(), denseColumns(dz, block));
    }
    for (int half = 0; half < lowRankHalves(); half++) {
      INDArray dInner = dInner(params, dz, half);
      INDArray xHalf = halfColumns(x, half);
      Products.set(halfRows(gradients.get(L), half), xHalf.transpose(), dInner);
      INDArray inner = inner(params, x, half);
      for (int block = 0; block < shape.blocks(); block++) {
        INDArray innerBlock = rankColumns(inner, block).transpose();
        Products.set(right(gradients, block, half), innerBlock, lowRankColumns(dz, block));
      }
    }
  }

  /** {@code x L} restricted to the inputs of one half, all blocks at once: {@code [N, blocks r]}. */
  private INDArray inner(Params params, INDArray x, int half) {
    return Products.product(halfColumns(x, half), halfRows(params.get(L), half), x.ordering());
  }

  /** {@code y Q'} of one half, block by block: {@code [N, blocks r]}. */
  private INDArray dInner(Params params, INDArray y, int half) {
    INDArray result = zeros(y, (long) shape.blocks() * rank);
    for (int block = 0; block < shape.blocks(); block++) {
      INDArray right = right(params, block, half).transpose();
      Products.set(rankColumns(result, block), lowRankColumns(y, block), right);
    }
    return result;
  }

  private boolean hasDense() {
    return layout.dense() > 0;
  }

  private boolean hasLowRank() {
    return layout.lowRank() > 0;
  }

  private int denseBlocks() {
    return hasDense() ? shape.blocks() : 0;
  }

  private int lowRankHalves() {
    return hasLowRank() ? layout.halves() : 0;
  }

  private INDArray dataTypeSource(Params params) {
    return params.get(hasDense() ? D : L);
  }

  private static INDArray zeros(INDArray like, long columns) {
    return Nd4j.create(like.dataType(), new long[] {like.size(0), columns}, like.ordering());
  }

  private INDArray denseColumns(INDArray matrix, int block) {
    return columns(matrix, layout.denseStart(block), layout.dense());
  }

  private INDArray lowRankColumns(INDArray matrix, int block) {
    return columns(matrix, layout.lowRankStart(block), layout.lowRank());
  }

  private INDArray halfRows(INDArray matrix, int half) {
    return rows(matrix, layout.halfStart(half), layout.halfRows(half));
  }

  private INDArray halfColumns(INDArray batch, int half) {
    return columns(batch, layout.halfStart(half), layout.halfRows(half));
  }

  private INDArray rankColumns(INDArray inner, int block) {
    return columns(inner, (long) block * rank, rank);
  }

  private INDArray denseSlot(Params params, int block) {
    return columns(params.get(D), block * layout.dense(), layout.dense());
  }

  private INDArray lowRankBlock(INDArray matrix, int block, int half) {
    return Products.block(
        matrix,
        layout.halfStart(half),
        layout.halfRows(half),
        layout.lowRankStart(block),
        layout.lowRank());
  }

  private FitTarget lowRankBlock(FitTarget target, int block, int half) {
    return target.block(
        layout.halfStart(half),
        layout.halfRows(half),
        layout.lowRankStart(block),
        layout.lowRank());
  }

  private INDArray left(Params params, int block, int half) {
    return Products.block(
        params.get(L), layout.halfStart(half), layout.halfRows(half), (long) block * rank, rank);
  }

  private INDArray right(Params params, int block, int half) {
    return Products.block(
        params.get(Q), (long) half * rank, rank, block * layout.lowRank(), layout.lowRank());
  }
}
