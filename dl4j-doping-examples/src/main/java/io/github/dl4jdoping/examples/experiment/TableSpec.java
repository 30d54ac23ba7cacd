package io.github.dl4jdoping.examples.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A table that a document has a place for: one row for each experiment of a file.
 *
 * @param name of the place
 * @param file that declares the experiments
 * @param runs of that file, or those of them that the table is about
 * @param reference name of the experiment that losses are relative to
 * @param measures columns of results that are shown as mean and spread over seeds, with their number
 *     of decimals
 * @param loss the one of them that the loss against the reference is taken of
 * @param lowerIsBetter whether a lower value of it is a better one
 */
record TableSpec(
    String name,
    Path file,
    List<PlannedRun> runs,
    String reference,
    Map<String, Integer> measures,
    String loss,
    boolean lowerIsBetter) {}
