package io.github.dl4jdoping.layer;

/** Draws the masks of row dropout for one weight matrix and one sequence. */
@FunctionalInterface
interface MaskDraw {

  /** Which co-matrix masks are for. */
  int STRUCTURE = 0;

  /** Which co-matrix masks are for. */
  int DOPING = 1;

  /**
   * Prepares a draw.
   *
   * @param masks receives the draws
   * @param coMatrix {@link #STRUCTURE} or {@link #DOPING}
   * @return draws, see {@link RowMasks#drawing}
   */
  Runnable into(RowMasks masks, int coMatrix);
}
