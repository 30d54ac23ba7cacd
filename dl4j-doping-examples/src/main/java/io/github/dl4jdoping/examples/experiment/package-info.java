/**
 * Runs lists of experiments that a YAML file declares, and turns their results into the tables and
 * plots of {@code docs/results.md}.
 *
 * <p>Rule of this room: it knows tasks by their interface alone, finds them as services, and imports
 * none of their rooms. A list that was killed at any moment goes on where it was.
 */
package io.github.dl4jdoping.examples.experiment;
