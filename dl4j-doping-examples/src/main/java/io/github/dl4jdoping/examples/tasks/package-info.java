/**
 * What the tasks of the experiments share: the variants of LSTM layers that are compared and how
 * they are set, schedules, measures of compression, and runs that go by epochs and resume.
 *
 * <p>Rule of this room: it knows no data set and imports no task.
 */
package io.github.dl4jdoping.examples.tasks;
