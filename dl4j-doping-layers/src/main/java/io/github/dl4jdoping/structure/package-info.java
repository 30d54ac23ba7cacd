/**
 * Matrices determined by few parameters: Kronecker products, low rank, hybrid, none and dense.
 *
 * <p>Rule of this room: it may use ND4J and nothing else. A {@link
 * io.github.dl4jdoping.structure.Structure} is what a user configures; applied to a {@link
 * io.github.dl4jdoping.structure.MatrixShape} it yields a {@link
 * io.github.dl4jdoping.structure.StructuredMatrix}, which holds sizes and formulas but no arrays. A
 * new family costs one class and one subclass of the contract test.
 */
package io.github.dl4jdoping.structure;
