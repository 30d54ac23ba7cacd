package io.github.dl4jdoping.examples.bench;

/** ONNX Runtime's {@code LSTM} in single precision. */
public final class OrtFloatPeer extends OrtPeer {

  /** For the service loader. */
  public OrtFloatPeer() {
    super("ort-fp32", OnnxLstm.FLOAT, 1e-4);
  }
}
