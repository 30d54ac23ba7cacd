/**
 * A language model of characters that is trained by several workers, and by one process for
 * comparison.
 *
 * <p>Rule of this room: text, batches, model and perplexity know nothing of how the work is
 * distributed; what needs Spark is in {@code src/spark}, which only the profile of that name
 * compiles.
 */
package io.github.dl4jdoping.examples.distributed;
