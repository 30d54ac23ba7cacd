package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.Structure;

/**
 * What one matrix gets of a budget.
 *
 * @param structure the family of D, sizes included
 * @param nonZeros the number of entries of S
 */
public record Allocation(Structure structure, long nonZeros) {}
