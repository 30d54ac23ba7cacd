package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Hybrid matrix decomposition (HMD): a share of the output units is unconstrained, every other
 * output column is made of two stacked low-rank blocks, one for the first half of the inputs and
 * one for the second. The units are split inside each column block (gate), so that every gate of a
 * unit is treated alike.
 *
 * <p>In an {@code [m, n]} matrix of {@code g} blocks with {@code d} free columns in each, the
 * parameters are {@code m g d} free entries and {@code g r m + 2 r (n - g d)} for the two halves.
 *
 * @see <a href="https://arxiv.org/abs/1906.04886">Thakker et al., Run-Time Efficient RNN
 *     Compression for Inference on Edge Devices (arXiv 1906.04886)</a>
 */
public final class Hybrid implements Structure {

  private static final long serialVersionUID = 1L;

  @JsonProperty private final double denseShare;
  @JsonProperty private final int rank;

  @JsonCreator
  private Hybrid(@JsonProperty("denseShare") double denseShare, @JsonProperty("rank") int rank) {
    this.denseShare = denseShare;
    this.rank = rank;
  }

  /**
   * Hybrid matrices. The values are checked when the shape is known.
   *
   * @param denseShare share of the columns of each block that are unconstrained, from 0 to 1;
   *     rounded to whole columns
   * @param rank rank r of each low-rank block, from 1 to the block's smaller side
   * @return the family
   */
  public static Hybrid of(double denseShare, int rank) {
    return new Hybrid(denseShare, rank);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the share is not a number from 0 to 1, or the rank is below
   *     1 or above the smaller side of a low-rank block
   */
  @Override
  public StructuredMatrix matrix(MatrixShape shape) {
    if (!(denseShare >= 0 && denseShare <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              "A hybrid matrix takes a dense share from 0 (all low rank) to 1 (all dense); got %s. "
                  + "For example Hybrid.of(0.05, 1).",
              denseShare));
    }
    HybridLayout layout =
        new HybridLayout(shape, Math.round(denseShare * shape.blockColumns()), rank);
    if (rank < 1 || rank > layout.largestRank()) {
      throw new IllegalArgumentException(impossibleRank(layout));
    }
    return new HybridMatrix(layout);
  }

  private String impossibleRank(HybridLayout layout) {
    long works = rank < 1 ? 1 : layout.largestRank();
    if (layout.lowRank() == 0) {
      return String.format(
          "A hybrid matrix takes a rank of at least 1; got rank %d. For example Hybrid.of(%s, 1).",
          rank, denseShare);
    }
    return String.format(
        "A hybrid %s matrix with dense share %s has low-rank blocks of %d rows and %d columns, "
            + "whose rank goes from 1 to %d; got rank %d. For example Hybrid.of(%s, %d).",
        layout.shape(),
        denseShare,
        layout.halfRows(layout.halves() - 1),
        layout.lowRank(),
        layout.largestRank(),
        rank,
        denseShare,
        works);
  }

  @Override
  public List<String> slotNames() {
    return List.of(HybridMatrix.D, HybridMatrix.L, HybridMatrix.Q);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hybrid that
        && Double.compare(denseShare, that.denseShare) == 0
        && rank == that.rank;
  }

  @Override
  public int hashCode() {
    return Objects.hash(denseShare, rank);
  }

  @Override
  public String toString() {
    return "Hybrid.of(" + denseShare + ", " + rank + ")";
  }
}
