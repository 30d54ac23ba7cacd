/**
 * Weights that PyTorch trained: {@link io.github.dl4jdoping.pytorch.SafetensorsFile} reads the file,
 * {@link io.github.dl4jdoping.pytorch.PyTorchLstm} puts an {@code nn.LSTM} into layers of DL4J.
 *
 * <p>Rule of this room: it uses DL4J and the layers of {@code conf}; no room uses it. A file is
 * trusted in nothing: whatever its header says is checked against the file itself, and before
 * anything is allocated because of it.
 */
package io.github.dl4jdoping.pytorch;
