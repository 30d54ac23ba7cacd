package io.github.dl4jdoping.conf;

import java.util.Locale;

/** The weight matrices of a layer that co-matrix row dropout applies to. */
public enum RowDropoutTarget {
  /** The input and the recurrent matrix, as in arXiv 2102.07071, section 4. */
  BOTH(true, true),
  /** The input matrix alone. */
  INPUT(true, false),
  /** The recurrent matrix alone. */
  RECURRENT(false, true);

  private final boolean input;
  private final boolean recurrent;

  RowDropoutTarget(boolean input, boolean recurrent) {
    this.input = input;
    this.recurrent = recurrent;
  }

  /**
   * Whether outputs of the input matrix {@code [nIn, 4H]} are dropped.
   *
   * @return true for {@link #BOTH} and {@link #INPUT}
   */
  public boolean input() {
    return input;
  }

  /**
   * Whether outputs of the recurrent matrix {@code [H, 4H]} are dropped.
   *
   * @return true for {@link #BOTH} and {@link #RECURRENT}
   */
  public boolean recurrent() {
    return recurrent;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
