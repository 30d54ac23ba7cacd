package io.github.dl4jdoping.examples.tasks;

import java.io.Serializable;

/**
 * What is known at the end of an epoch.
 *
 * @param train mean training loss, each batch before the step that it gave
 * @param valid what the learner's validation gave
 * @param density mean density of the doping matrices
 * @param structureEnergy mean share of the pre-activations' energy that comes from the structures;
 *     NaN unless there are two co-matrices
 */
record EpochMeasures(double train, double valid, double density, double structureEnergy)
    implements Serializable {}
