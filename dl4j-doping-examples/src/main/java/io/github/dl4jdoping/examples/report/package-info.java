/**
 * Tables and self-contained HTML pages with charts.
 *
 * <p>Rule of this room: it knows numbers and text, nothing of networks; its pages refer to nothing
 * outside themselves.
 */
package io.github.dl4jdoping.examples.report;
