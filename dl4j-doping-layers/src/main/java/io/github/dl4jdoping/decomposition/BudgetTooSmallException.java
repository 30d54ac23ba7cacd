package io.github.dl4jdoping.decomposition;

/** The structures alone have more parameters than there are to spread. */
public final class BudgetTooSmallException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final long needed;

  private BudgetTooSmallException(long parameters, long needed) {
    super(
        "There are "
            + parameters
            + " parameters to spread, and the smallest possible structures have "
            + needed
            + ".");
    this.needed = needed;
  }

  static void check(long parameters, long needed) {
    if (parameters < needed) {
      throw new BudgetTooSmallException(parameters, needed);
    }
  }

  /**
   * The smallest number of parameters that can be spread.
   *
   * @return that of the structures, without any S
   */
  public long needed() {
    return needed;
  }
}
