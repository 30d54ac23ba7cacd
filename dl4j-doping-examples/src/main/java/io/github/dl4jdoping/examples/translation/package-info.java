/**
 * Translation of image descriptions, Multi30k English to German, by an LSTM encoder and decoder
 * without attention: dense and doped layers are trained as a task of {@code
 * io.github.dl4jdoping.examples.experiment}.
 *
 * <p>The encoder reads the sentence backwards (Sutskever et al., "Sequence to sequence learning with
 * neural networks", 2014). DL4J's graphs cannot start a layer from another one's state, so the
 * decoder sees the encoder's last output at every step instead, as that of Cho et al., "Learning
 * phrase representations using RNN encoder-decoder" (2014), does.
 *
 * <p>Rule of this room: whatever is chosen is chosen on the validation part; the test part is
 * looked at once, by a finished run.
 */
package io.github.dl4jdoping.examples.translation;
