package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.sparsity.Annealing;
import io.github.dl4jdoping.sparsity.CubicDensity;
import io.github.dl4jdoping.sparsity.Granularity;
import io.github.dl4jdoping.sparsity.Regrowth;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;

/**
 * How the extremely sparse matrix S of a doped layer comes about: its final density, when it is
 * annealed to it, and row dropout while training (arXiv 2102.07071). Immutable.
 *
 * <pre>{@code
 * Doping.builder().finalDensity(0.03).anneal(2_000, 20_000).every(100).rowDropout(0.5).build()
 * }</pre>
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class Doping implements Serializable {

  private static final long serialVersionUID = 1L;

  private enum Kind {
    NONE,
    DENSE,
    ANNEALED
  }

  // Not final: a configuration that was written before there was a setting has its default.
  private Kind kind = Kind.NONE;
  private Double finalDensity;
  private Double recurrentDensity; // null where it is that of the input matrix
  private double initialDensity = 1;
  private int startIteration;
  private int endIteration;
  private int every;
  private ISchedule rowDropout;
  private boolean rowDropoutPerSequence;
  private RowDropoutTarget rowDropoutOn = RowDropoutTarget.BOTH;
  private double initialShare = Builder.DEFAULT_INITIAL_SHARE;
  private double learningRateFactor = 1;
  private Granularity granularity = Granularity.unstructured();
  private Regrowth regrowth;

  /** For deserialisation. */
  private Doping() {}

  private Doping(Kind kind) {
    this.kind = kind;
  }

  private Doping(Builder builder) {
    this.kind = Kind.ANNEALED;
    this.finalDensity = builder.inputDensity;
    this.recurrentDensity =
        Objects.equals(builder.recurrentDensity, builder.inputDensity)
            ? null
            : builder.recurrentDensity;
    this.initialDensity = builder.initialDensity;
    this.startIteration = builder.startIteration;
    this.endIteration = builder.endIteration;
    this.every = builder.every;
    this.rowDropout = builder.rowDropout;
    this.rowDropoutPerSequence = builder.rowDropoutPerSequence;
    this.rowDropoutOn = builder.rowDropoutOn;
    this.initialShare = builder.initialShare;
    this.learningRateFactor = builder.learningRateFactor;
    this.granularity = builder.granularity;
    this.regrowth = builder.regrowth();
  }

  /**
   * This doping with other final densities.
   *
   * @param input density of the input matrix's S, in [0, 1]
   * @param recurrent density of the recurrent matrix's S, in [0, 1]
   * @return a copy; its initial density is raised to the larger of the two where it would be below
   * @throws IllegalStateException if S is not annealed
   * @throws IllegalArgumentException if a density is out of range
   */
  public Doping withFinalDensity(double input, double recurrent) {
    Doping copy = new Doping(Kind.ANNEALED);
    copy.finalDensity = input;
    copy.recurrentDensity = recurrent == input ? null : (Double) recurrent;
    copy.initialDensity = Math.max(initialDensity, Math.max(input, recurrent));
    copy.startIteration = startIteration;
    copy.endIteration = endIteration;
    copy.every = every;
    copy.rowDropout = rowDropout;
    copy.rowDropoutPerSequence = rowDropoutPerSequence;
    copy.rowDropoutOn = rowDropoutOn;
    copy.initialShare = initialShare;
    copy.learningRateFactor = learningRateFactor;
    copy.granularity = granularity;
    copy.regrowth = regrowth;
    annealing(input);
    annealing(recurrent);
    return copy;
  }

  /**
   * No S at all: a plain structured layer.
   *
   * @return doping that adds nothing
   */
  public static Doping none() {
    return new Doping(Kind.NONE);
  }

  /**
   * An S that is never pruned. With {@link io.github.dl4jdoping.structure.Unstructured#none()} the
   * layer is then an ordinary LSTM.
   *
   * @return dense doping
   */
  public static Doping dense() {
    return new Doping(Kind.DENSE);
  }

  /**
   * An S that starts dense and is pruned by magnitude while training.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether there is a matrix S.
   *
   * @return false for {@link #none()} only
   */
  public boolean exists() {
    return kind != Kind.NONE;
  }

  /**
   * Whether S is pruned.
   *
   * @return true for what {@link #builder()} builds
   */
  public boolean isAnnealed() {
    return kind == Kind.ANNEALED;
  }

  /**
   * The final density of both matrices, if it was set.
   *
   * @return a share of each matrix's entries, in [0, 1], or null if {@code compression} plans it
   * @throws IllegalStateException if the two matrices differ in it, so that no one number is right;
   *     see {@link #inputDensity} and {@link #recurrentDensity}
   */
  public Double finalDensity() {
    if (recurrentDensity != null) {
      throw new IllegalStateException(
          "There is no one final density: it is "
              + densities()
              + ". Use inputDensity() and recurrentDensity().");
    }
    return finalDensity;
  }

  /**
   * The final density of the input matrix, if it was set.
   *
   * @return a share of the entries of SW, in [0, 1], or null if {@code compression} plans it
   */
  public Double inputDensity() {
    return finalDensity;
  }

  /**
   * The final density of the recurrent matrix, if it was set.
   *
   * @return a share of the entries of SR, in [0, 1], or null if {@code compression} plans it
   */
  public Double recurrentDensity() {
    return recurrentDensity == null ? finalDensity : recurrentDensity;
  }

  /**
   * The density that annealing starts from.
   *
   * @return a share of each matrix's entries, in (0, 1]; 1 by default
   */
  public double initialDensity() {
    return initialDensity;
  }

  /**
   * First iteration of the annealing window.
   *
   * @return a number of training steps
   */
  public int startIteration() {
    return startIteration;
  }

  /**
   * End of the annealing window; once so many steps are done, the final density is reached.
   *
   * @return a number of training steps
   */
  public int endIteration() {
    return endIteration;
  }

  /**
   * The schedule that prunes a matrix to a density.
   *
   * @param density the final density, in [0, 1]; where it is above the initial density, because it
   *     was rounded to whole entries, it is the initial density too
   * @return the annealing
   * @throws IllegalStateException if S is not annealed
   */
  public Annealing annealing(double density) {
    if (!isAnnealed()) {
      throw new IllegalStateException("Doping." + this + " is not annealed.");
    }
    double initial = Math.max(initialDensity, density);
    return new Annealing(
        new CubicDensity(density, startIteration, endIteration, initial), every, granularity);
  }

  /**
   * The rate of co-matrix row dropout in one training iteration.
   *
   * @param iteration index of the iteration, from 0
   * @param epoch index of the epoch, from 0
   * @return the probability that an output of one co-matrix is dropped, in [0, 1)
   * @throws IllegalArgumentException if the schedule gives a value outside [0, 1)
   */
  public double rowDropoutAt(int iteration, int epoch) {
    if (rowDropout == null) {
      return 0;
    }
    double rate = rowDropout.valueAt(iteration, epoch);
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "The rate of row dropout is a probability in [0, 1); got "
              + rate
              + " at iteration "
              + iteration
              + ", epoch "
              + epoch
              + " from "
              + rowDropout
              + ".");
    }
    return rate;
  }

  /**
   * Whether the masks of row dropout are drawn once per sequence (or segment of truncated
   * backpropagation) rather than for each time step.
   *
   * @return false by default
   */
  public boolean rowDropoutPerSequence() {
    return rowDropoutPerSequence;
  }

  /**
   * The weight matrices that row dropout applies to.
   *
   * @return {@link RowDropoutTarget#BOTH} by default
   */
  public RowDropoutTarget rowDropoutOn() {
    return rowDropoutOn;
  }

  /**
   * The share of the initial variance of {@code W = D + S} that S gets where both exist.
   *
   * @return a share, in (0, 1)
   */
  public double initialShare() {
    return initialShare;
  }

  /**
   * The learning rate of S by that of its updater.
   *
   * @return a positive factor, 1 by default
   */
  public double learningRateFactor() {
    return learningRateFactor;
  }

  /**
   * What pruning keeps or drops as a whole.
   *
   * @return {@link Granularity#unstructured()} by default
   */
  public Granularity granularity() {
    return granularity;
  }

  /**
   * The regrowth of the support.
   *
   * @return null if the support only shrinks, which is the default
   */
  public Regrowth regrowth() {
    return regrowth;
  }

  private List<Object> settings() {
    return Arrays.asList(
        kind,
        finalDensity,
        recurrentDensity,
        initialDensity,
        startIteration,
        endIteration,
        every,
        rowDropout,
        rowDropoutPerSequence,
        rowDropoutOn,
        initialShare,
        learningRateFactor,
        granularity,
        regrowth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Doping that && settings().equals(that.settings());
  }

  @Override
  public int hashCode() {
    return settings().hashCode();
  }

  @Override
  public String toString() {
    if (kind != Kind.ANNEALED) {
      return exists() ? "dense()" : "none()";
    }
    return "density "
        + densities()
        + ", annealed "
        + (initialDensity == 1 ? "" : "from " + initialDensity + " ")
        + "over iterations "
        + startIteration
        + " to "
        + endIteration
        + " every "
        + every
        + (granularity.equals(Granularity.unstructured()) ? "" : ", " + granularity)
        + (regrowth == null ? "" : ", regrown " + regrowth)
        + (learningRateFactor == 1 ? "" : ", learning rate times " + learningRateFactor)
        + (rowDropout == null ? "" : ", row dropout " + describedRowDropout());
  }

  private String densities() {
    if (finalDensity == null) {
      return "planned";
    }
    return recurrentDensity == null
        ? finalDensity.toString()
        : finalDensity + " in the input and " + recurrentDensity + " in the recurrent matrix";
  }

  private String describedRowDropout() {
    return rowDropout
        + (rowDropoutPerSequence ? " per sequence" : " per time step")
        + switch (rowDropoutOn) {
          case BOTH -> "";
          case INPUT -> " on the input matrix";
          case RECURRENT -> " on the recurrent matrix";
        };
  }

  /** Builds an annealed doping; {@link #anneal} is required, the rest has defaults. */
  public static final class Builder {

    private static final double DEFAULT_INITIAL_SHARE = 0.5;

    /** Raised to the final density by {@link #withFinalDensity}. */
    private static final double LOWEST_DENSITY = Double.MIN_NORMAL;

    private Double inputDensity;
    private Double recurrentDensity;
    private double initialDensity = 1;
    private int startIteration = -1;
    private int endIteration = -1;
    private int every = 100;
    private ISchedule rowDropout;
    private boolean rowDropoutPerSequence;
    private RowDropoutTarget rowDropoutOn = RowDropoutTarget.BOTH;
    private double initialShare = DEFAULT_INITIAL_SHARE;
    private double learningRateFactor = 1;
    private Granularity granularity = Granularity.unstructured();
    private boolean regrows;
    private double regrownShare;
    private int regrownEvery;
    private int regrownUntil;

    private Builder() {}

    /**
     * The density to end at, for each matrix: it keeps {@code round(d m n)} of its m n entries, or the
     * largest number up to that which the granularity allows. Left out, {@link
     * DopedLSTM.Builder#compression} plans it.
     *
     * @param density d, in [0, 1]
     * @return this builder
     */
    public Builder finalDensity(double density) {
      return finalDensity(density, density);
    }

    /**
     * A density to end at for each of the two matrices, as in {@link #finalDensity(double)}.
     *
     * @param input density of the input matrix's S, in [0, 1]
     * @param recurrent density of the recurrent matrix's S, in [0, 1]
     * @return this builder
     */
    public Builder finalDensity(double input, double recurrent) {
      this.inputDensity = input;
      this.recurrentDensity = recurrent;
      return this;
    }

    /**
     * The density to start annealing from, d_i of {@link CubicDensity}: for a layer whose S is sparse
     * already and is to become sparser. It makes no S sparse at once: a new layer starts dense all the
     * same, and the first pruning within the window takes whatever S has more entries than scheduled
     * down to the schedule in one step.
     *
     * @param density in (0, 1], not below the final density of either matrix; default 1
     * @return this builder
     */
    public Builder initialDensity(double density) {
      this.initialDensity = density;
      return this;
    }

    /**
     * The annealing window, in training iterations; with truncated backpropagation each segment is
     * one.
     *
     * @param start number of steps done when pruning starts, at least 0
     * @param end number of steps done when the final density is reached, greater than start
     * @return this builder
     */
    public Builder anneal(int start, int end) {
      this.startIteration = start;
      this.endIteration = end;
      return this;
    }

    /**
     * No window: S has its final density from the start, as in a compressed network, and training
     * keeps its support. In place of {@link #anneal} and {@link #initialDensity}.
     *
     * @return this builder
     */
    public Builder keepSupport() {
      return initialDensity(LOWEST_DENSITY).anneal(0, 1);
    }

    /**
     * How often to prune within the window.
     *
     * @param iterations interval, at least 1; default 100
     * @return this builder
     */
    public Builder every(int iterations) {
      this.every = iterations;
      return this;
    }

    /**
     * A constant rate of co-matrix row dropout.
     *
     * @param probability the probability that an output of one co-matrix is dropped, in [0, 1);
     *     default 0
     * @return this builder
     */
    public Builder rowDropout(double probability) {
      return rowDropout(probability == 0 ? null : new FixedSchedule(probability));
    }

    /**
     * A rate of co-matrix row dropout that changes in the course of training, such as a {@link
     * io.github.dl4jdoping.sparsity.LinearFade}.
     *
     * @param probability schedule with values in [0, 1)
     * @return this builder
     */
    public Builder rowDropout(ISchedule probability) {
      this.rowDropout = probability;
      return this;
    }

    /**
     * Draws the masks of row dropout once per example and sequence instead of once per example and
     * time step.
     *
     * @param perSequence default false
     * @return this builder
     */
    public Builder rowDropoutPerSequence(boolean perSequence) {
      this.rowDropoutPerSequence = perSequence;
      return this;
    }

    /**
     * The weight matrices that row dropout applies to. A matrix that it does not apply to is one
     * product of {@code D + S} in training too.
     *
     * @param target default {@link RowDropoutTarget#BOTH}
     * @return this builder
     */
    public Builder rowDropoutOn(RowDropoutTarget target) {
      this.rowDropoutOn = Objects.requireNonNull(target, "rowDropoutOn");
      return this;
    }

    /**
     * The share of the initial variance of {@code W = D + S} that S gets; together D and S have the
     * variance that the layer's weight initialisation asks for.
     *
     * @param share in (0, 1); default 0.5
     * @return this builder
     */
    public Builder initialShare(double share) {
      this.initialShare = share;
      return this;
    }

    /**
     * Makes S learn faster or slower than the rest of the layer. The factor applies to the learning
     * rate of whatever updater S has, with its schedule; for an updater of another kind there is {@link
     * DopedLSTM.Builder#dopingUpdater}.
     *
     * @param factor learning rate of S by that of its updater, positive; default 1
     * @return this builder
     */
    public Builder learningRateFactor(double factor) {
      this.learningRateFactor = factor;
      return this;
    }

    /**
     * What pruning keeps or drops as a whole. A coarse granularity makes the compact layer faster and
     * its indices smaller, and allows fewer numbers of entries: see {@link Granularity#achievable}.
     *
     * @param granularity default {@link Granularity#unstructured()}
     * @return this builder
     */
    public Builder granularity(Granularity granularity) {
      this.granularity = Objects.requireNonNull(granularity, "granularity");
      return this;
    }

    /**
     * Lets the support move while it is annealed and after (RigL, Evci et al., arXiv 1911.11134): now
     * and then a share of its entries, those of smallest magnitude, is swapped for the entries off
     * it whose gradient has the largest magnitude. The number of entries and the granularity stay
     * what they would be without. The share falls to 0 along a cosine, equation of {@link Regrowth}.
     *
     * @param share share of the entries that is swapped at first, in (0, 1); RigL's is 0.3
     * @param every interval between swaps in iterations, at least 1, counted from the start of the
     *     annealing window; where a pruning is due too, both happen in one step
     * @param untilIteration number of steps done when the support becomes final, after the start of
     *     the annealing window; may be after its end
     * @return this builder
     */
    public Builder regrow(double share, int every, int untilIteration) {
      this.regrownShare = share;
      this.regrownEvery = every;
      this.regrownUntil = untilIteration;
      this.regrows = true;
      return this;
    }

    private Regrowth regrowth() {
      return regrows
          ? new Regrowth(regrownShare, regrownEvery, startIteration, regrownUntil)
          : null;
    }

    /**
     * Checks the values and builds the doping.
     *
     * @return the doping
     * @throws IllegalArgumentException if a value is missing or out of range
     */
    public Doping build() {
      if (startIteration < 0 && endIteration < 0) {
        throw new IllegalArgumentException(
            "Doping needs an annealing window: add anneal(startIteration, endIteration), or use"
                + " Doping.dense() for an S that is never pruned.");
      }
      Doping doping = new Doping(this);
      checkDensities(doping);
      doping.rowDropoutAt(0, 0);
      if (!(initialShare > 0 && initialShare < 1)) {
        throw new IllegalArgumentException(
            "The initial share of S is in (0, 1), both ends excluded; got " + initialShare + ".");
      }
      if (!(learningRateFactor > 0 && learningRateFactor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The learning rate factor of S is positive and finite; got "
                + learningRateFactor
                + ".");
      }
      return doping;
    }

    private void checkDensities(Doping doping) {
      if (!(initialDensity > 0 && initialDensity <= 1)) {
        throw new IllegalArgumentException(
            "The initial density is in (0, 1]; got " + initialDensity + ".");
      }
      double input = inputDensity == null ? 0 : inputDensity;
      double recurrent = recurrentDensity == null ? 0 : recurrentDensity;
      doping.annealing(input);
      doping.annealing(recurrent);
      if (initialDensity < Math.max(input, recurrent)) {
        throw new IllegalArgumentException(
            "The initial density is at least the final density, "
                + doping.densities()
                + "; got "
                + initialDensity
                + ".");
      }
    }
  }
}
