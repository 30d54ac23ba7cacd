package io.github.dl4jdoping.examples.bench;

/** ONNX Runtime's {@code DynamicQuantizeLSTM}: 8-bit weights, inputs rounded to 8 bits as they come. */
public final class OrtInt8Peer extends OrtPeer {

  /** For the service loader. */
  public OrtInt8Peer() {
    super("ort-int8", OnnxLstm.INT8, 0.05);
  }
}
