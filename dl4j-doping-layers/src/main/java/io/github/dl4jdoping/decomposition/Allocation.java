package io.github.dl4jdoping.decomposition;

import io.github.dl4jdoping.structure.Structure;

/**
 * What each matrix of a candidate gets of a budget.
 *
 * @param structure the family of D, sizes included; {@link Structure#suitedTo} sets what is left open
 * @param nonZeros the number of entries of S
 */
public record Allocation(Structure structure, long nonZeros) {}
