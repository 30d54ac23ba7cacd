package io.github.dl4jdoping.structure;

/**
 * One parameter array of a structured matrix: the one source of its name, its size and its initial
 * scale.
 *
 * @param name short name, unique within the matrix, made of letters and digits (DL4J forbids the
 *     underscore in parameter names)
 * @param rows number of rows of the array
 * @param columns number of columns of the array
 * @param factors how many parameters are multiplied in one term of an entry of the matrix: 2 for a
 *     product of two factors, 1 for a free entry
 * @param terms how many such terms are summed in one entry
 */
public record ParamSlot(String name, long rows, long columns, int factors, int terms) {

  /**
   * The number of parameters in this slot.
   *
   * @return rows times columns
   */
  public long size() {
    return rows * columns;
  }

  /**
   * The variance that independent, centred parameters need for the reconstructed matrix to have a
   * given variance: an entry is a sum of {@code terms} products of {@code factors} parameters, so
   * {@code v = terms * variance^factors}.
   *
   * @param reconstructed the variance v that the entries of the matrix shall have
   * @return the variance of the parameters in this slot
   */
  public double variance(double reconstructed) {
    return Math.pow(reconstructed / terms, 1.0 / factors);
  }
}
