/**
 * Intent detection on the Airline Travel Information System: an utterance goes through one LSTM,
 * and its last state says what the speaker wants. Dense, compressed and doped layers are trained
 * as a task of {@code io.github.dl4jdoping.examples.experiment}.
 *
 * <p>Rule of this room: whatever is chosen is chosen on the validation part; the test part is
 * looked at once, by a finished run, and by the fine-tuning of a compressed network at fixed epochs.
 */
package io.github.dl4jdoping.examples.atis;
