package io.github.dl4jdoping.examples.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A plot that a document has a place for: a column of the curves of some runs.
 *
 * @param name of the place and of the picture
 * @param title of the picture
 * @param task that the runs are of
 * @param runs such as {@code dense-seed1}, each a line
 * @param column of the curves that is drawn
 * @param minus the run whose value at the same iteration is subtracted, if any: what is due to the
 *     data cancels
 */
record PlotSpec(
    String name,
    String title,
    String task,
    List<String> runs,
    String column,
    Optional<String> minus) {}
