package io.github.dl4jdoping.structure;

/**
 * A member of a family to run the contract with.
 *
 * @param structure the family
 * @param shape the shape
 * @param parameters the number of parameters, worked out by hand
 */
record Example(Structure structure, MatrixShape shape, long parameters) {

  /** An example with rows, columns and blocks. */
  static Example of(Structure structure, long rows, long columns, int blocks, long parameters) {
    return new Example(structure, new MatrixShape(rows, columns, blocks), parameters);
  }

  StructuredMatrix matrix() {
    return structure.matrix(shape);
  }

  @Override
  public String toString() {
    return structure + " " + shape + " in " + shape.blocks() + " blocks";
  }
}
