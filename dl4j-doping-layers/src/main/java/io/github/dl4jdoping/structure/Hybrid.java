package io.github.dl4jdoping.structure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Hybrid matrix decomposition (HMD): a share of the output units is unconstrained, every other
 * output column is made of two stacked low-rank blocks, one for the first half of the inputs and
 * one for the second. The units are split inside each column block (gate), so that every gate of a
 * unit is treated alike.
 *
 * <p>Which units are free does not matter to a layer that is trained from random weights: {@link #of}
 * takes the first ones. It does where the matrix is to approximate a given one: {@link
 * #withFreeUnits} takes any.
 *
 * <p>In an {@code [m, n]} matrix of {@code g} blocks with {@code d} free columns in each, the
 * parameters are {@code m g d} free entries and {@code g r m + 2 r (n - g d)} for the two halves.
 *
 * @see <a href="https://arxiv.org/abs/1906.04886">Thakker et al., Run-Time Efficient RNN
 *     Compression for Inference on Edge Devices (arXiv 1906.04886)</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Hybrid implements Structure {

  private static final long serialVersionUID = 1L;

  // One of the two is null.
  @JsonProperty private final Double denseShare;
  @JsonProperty private final int[] freeUnits;

  @JsonProperty private final int rank;

  @JsonCreator
  private Hybrid(
      @JsonProperty("denseShare") Double denseShare,
      @JsonProperty("freeUnits") int[] freeUnits,
      @JsonProperty("rank") int rank) {
    this.denseShare = freeUnits != null ? null : Objects.requireNonNullElse(denseShare, 0.0);
    this.freeUnits = freeUnits;
    this.rank = rank;
  }

  /**
   * Hybrid matrices whose free columns are the first ones of each block. The values are checked when
   * the shape is known.
   *
   * @param denseShare share of the columns of each block that are unconstrained, from 0 to 1;
   *     rounded to whole columns
   * @param rank rank r of each low-rank block, from 1 to the block's smaller side
   * @return the family
   */
  public static Hybrid of(double denseShare, int rank) {
    return new Hybrid(denseShare, null, rank);
  }

  /**
   * Hybrid matrices with given free columns, the same in each block. The values are checked when the
   * shape is known. Parameters are in the same order as with {@link #of}: the free columns, then all
   * others, both ascending within a block.
   *
   * @param rank rank r of each low-rank block, from 1 to the block's smaller side
   * @param freeUnits the positions within a block of the columns that are unconstrained, strictly
   *     ascending, from 0 on; none of them for a matrix without free columns; copied
   * @return the family
   */
  public static Hybrid withFreeUnits(int rank, int... freeUnits) {
    return new Hybrid(null, freeUnits.clone(), rank);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the share is not a number from 0 to 1, the free units do not
   *     ascend strictly within a block, or the rank is below 1 or above the smaller side of a
   *     low-rank block
   */
  @Override
  public StructuredMatrix matrix(MatrixShape shape) {
    HybridLayout layout = new HybridLayout(shape, freeColumns(shape), rank);
    if (rank < 1 || rank > layout.largestRank()) {
      throw new IllegalArgumentException(impossibleRank(layout));
    }
    HybridMatrix matrix = new HybridMatrix(layout);
    if (freeUnits == null || FreeUnits.areFirst(freeUnits)) {
      return matrix;
    }
    List<Integer> units = Arrays.stream(freeUnits).boxed().toList();
    MatrixForm form = new MatrixForm.Hybrid(layout.dense(), rank, units);
    return new PermutedColumns(matrix, FreeUnits.columns(freeUnits, shape), form);
  }

  private long freeColumns(MatrixShape shape) {
    if (freeUnits != null) {
      FreeUnits.check(freeUnits, shape);
      return freeUnits.length;
    }
    if (!(denseShare >= 0 && denseShare <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              "A hybrid matrix takes a dense share from 0 (all low rank) to 1 (all dense); got %s. "
                  + "For example Hybrid.of(0.05, 1).",
              denseShare));
    }
    return Math.round(denseShare * shape.blockColumns());
  }

  private String impossibleRank(HybridLayout layout) {
    if (layout.lowRank() == 0) {
      return String.format(
          "A hybrid matrix takes a rank of at least 1; got rank %d. For example %s.",
          rank, withRank(1));
    }
    return String.format(
        "A hybrid %s matrix with %s has low-rank blocks of %d rows and %d columns, "
            + "whose rank goes from 1 to %d; got rank %d. For example %s.",
        layout.shape(),
        freeUnits == null ? "dense share " + denseShare : freeUnits.length + " free units",
        layout.halfRows(layout.halves() - 1),
        layout.lowRank(),
        layout.largestRank(),
        rank,
        withRank(rank < 1 ? 1 : layout.largestRank()));
  }

  private String withRank(long otherRank) {
    if (freeUnits == null) {
      return "Hybrid.of(" + denseShare + ", " + otherRank + ")";
    }
    String units = freeUnits.length == 0 ? "" : ", " + FreeUnits.described(freeUnits);
    return "Hybrid.withFreeUnits(" + otherRank + units + ")";
  }

  /** Ranks from a quarter of this one to twice it, with the same columns free. */
  @Override
  public List<Structure> alternatives(MatrixShape shape) {
    long largest = new HybridLayout(shape, freeColumns(shape), rank).largestRank();
    return LowRank.ranksAround(rank, largest)
        .<Structure>mapToObj(r -> new Hybrid(denseShare, freeUnits, r))
        .toList();
  }

  /** The rank is at most the smaller side of the low-rank blocks. */
  @Override
  public Structure limitedTo(MatrixShape shape) {
    long largest = new HybridLayout(shape, freeColumns(shape), rank).largestRank();
    return rank > largest ? new Hybrid(denseShare, freeUnits, (int) largest) : this;
  }

  /** Where only their share is given, the units whose columns have most energy are free. */
  @Override
  public Structure suitedTo(MatrixShape shape, FitTarget target) {
    return freeUnits == null
        ? withFreeUnits(rank, FreeUnits.ofMostEnergy((int) freeColumns(shape), shape, target))
        : this;
  }

  @Override
  public List<String> slotNames() {
    return List.of(HybridMatrix.D, HybridMatrix.L, HybridMatrix.Q);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hybrid that
        && Objects.equals(denseShare, that.denseShare)
        && Arrays.equals(freeUnits, that.freeUnits)
        && rank == that.rank;
  }

  @Override
  public int hashCode() {
    return Objects.hash(denseShare, Arrays.hashCode(freeUnits), rank);
  }

  @Override
  public String toString() {
    return withRank(rank);
  }
}
