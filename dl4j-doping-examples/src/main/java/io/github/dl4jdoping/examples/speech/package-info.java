/**
 * Spoken digits, recognised while they are being spoken: log-mel frames, an LSTM over frames, dense
 * and doped, deployed as compact models that many streams share.
 *
 * <p>Rule of this room: training and deployed streams run the same code for whatever is not the
 * network: {@code FrameExtractor}, {@code Normalisation} and {@code Decision} know no DL4J.
 */
package io.github.dl4jdoping.examples.speech;
