/**
 * What the example programs share: seeds, files written whole, checkpoints, text files,
 * settings, CSV lines, progress.
 *
 * <p>Rule of this room: it knows nothing of a particular experiment and imports none of its
 * neighbours.
 */
package io.github.dl4jdoping.examples.common;
