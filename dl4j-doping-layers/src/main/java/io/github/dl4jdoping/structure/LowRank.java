package io.github.dl4jdoping.structure;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Low-rank matrices (low-rank matrix factorisation, LMF): {@code D = L Q} with {@code L [m, r]} and
 * {@code Q [r, n]}, hence {@code r (m + n)} parameters.
 */
public final class LowRank implements Structure {

  private static final long serialVersionUID = 1L;

  @JsonProperty private final int rank;

  @JsonCreator
  private LowRank(@JsonProperty("rank") int rank) {
    this.rank = rank;
  }

  /**
   * Matrices of at most the given rank.
   *
   * @param rank rank r, from 1 to the smaller side of the matrix; checked when the shape is known
   * @return the family
   */
  public static LowRank rank(int rank) {
    return new LowRank(rank);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the rank is below 1 or above the smaller side
   */
  @Override
  public StructuredMatrix matrix(MatrixShape shape) {
    if (rank < 1 || rank > shape.smallerSide()) {
      throw new IllegalArgumentException(
          String.format(
              "A low-rank %s matrix takes a rank from 1 to %d, its smaller side; got rank %d. "
                  + "For example LowRank.rank(%d).",
              shape, shape.smallerSide(), rank, rank < 1 ? 1 : shape.smallerSide()));
    }
    return new LowRankMatrix(shape, rank);
  }

  /** Ranks from a quarter of this one to twice it. */
  @Override
  public List<Structure> alternatives(MatrixShape shape) {
    return ranksAround(rank, shape.smallerSide()).<Structure>mapToObj(LowRank::new).toList();
  }

  /** The rank is at most the smaller side. */
  @Override
  public Structure limitedTo(MatrixShape shape) {
    return rank > shape.smallerSide() ? new LowRank((int) shape.smallerSide()) : this;
  }

  /** Eighths of twice a rank, as far as there are such ranks. */
  static IntStream ranksAround(int rank, long largest) {
    return IntStream.rangeClosed(1, 8)
        .map(eighths -> (int) Math.min(largest, Math.max(1, rank * eighths / 4)))
        .distinct();
  }

  @Override
  public List<String> slotNames() {
    return List.of(LowRankMatrix.L, LowRankMatrix.Q);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LowRank that && rank == that.rank;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(rank);
  }

  @Override
  public String toString() {
    return "LowRank.rank(" + rank + ")";
  }
}
