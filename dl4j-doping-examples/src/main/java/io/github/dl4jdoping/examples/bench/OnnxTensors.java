package io.github.dl4jdoping.examples.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** Constants of an ONNX graph, as raw little-endian bytes. */
final class OnnxTensors {

  private OnnxTensors() {}

  static TensorProto of(String name, float[] values, long... shape) {
    ByteBuffer bytes = littleEndian(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  static TensorProto of(String name, byte[] values, long... shape) {
    return tensor(name, TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
  }

  static TensorProto of(String name, long[] values) {
    ByteBuffer bytes = littleEndian(8 * values.length);
    bytes.asLongBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT64, bytes, values.length);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor.build();
  }
}
