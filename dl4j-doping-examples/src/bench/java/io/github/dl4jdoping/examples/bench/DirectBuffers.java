package io.github.dl4jdoping.examples.bench;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Memory that Java and native code both see. */
final class DirectBuffers {

  private DirectBuffers() {}

  static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(4 * length).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** The buffer that a tensor was made over. */
  static FloatBuffer of(OnnxTensor tensor) {
    return (FloatBuffer) tensor.getBufferRef().orElseThrow();
  }
}
