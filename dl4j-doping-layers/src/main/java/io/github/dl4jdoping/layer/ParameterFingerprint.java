package io.github.dl4jdoping.layer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A checksum of a layer's parameters, to notice that they changed. DL4J's {@code setParams} and the
 * optimiser write into the flat parameter array without telling the layer. The JDK's CRC-32 reads
 * memory faster than any product that is saved by it.
 */
final class ParameterFingerprint {

  private ParameterFingerprint() {}

  /**
   * Whether a checksum can be taken. NIO reaches the first 2 GiB of a network's parameters.
   *
   * @param offset index of the first parameter in the network's memory
   * @param length number of parameters
   * @param width bytes of one parameter
   * @return false if they end beyond 2 GiB
   */
  static boolean reaches(long offset, long length, int width) {
    return (offset + length) * width <= Integer.MAX_VALUE;
  }

  /**
   * The checksum of a contiguous array on the CPU.
   *
   * @param parameters a vector, possibly a view
   * @return CRC-32 of its bytes
   */
  static long of(INDArray parameters) {
    ByteBuffer all = parameters.data().asNio().duplicate();
    int size = parameters.dataType().width();
    int from = Math.toIntExact(parameters.offset() * size);
    all.limit(from + Math.toIntExact(parameters.length() * size)).position(from);
    CRC32 checksum = new CRC32();
    checksum.update(all);
    return checksum.getValue();
  }
}
