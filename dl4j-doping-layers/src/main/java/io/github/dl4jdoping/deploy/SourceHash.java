package io.github.dl4jdoping.deploy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SHA-256 of a network: of its configuration in JSON, UTF-8, followed by its flat parameters as
 * big-endian single-precision numbers.
 */
final class SourceHash {

  private SourceHash() {}

  static String of(Model net) {
    MessageDigest digest = sha256();
    digest.update(json(net).getBytes(StandardCharsets.UTF_8));
    INDArray parameters = net.params();
    float[] values = parameters.reshape(parameters.length()).toFloatVector();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES);
    for (float value : values) {
      bytes.putFloat(0, value);
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String json(Model net) {
    return net instanceof ComputationGraph graph
        ? graph.getConfiguration().toJson()
        : ((MultiLayerNetwork) net).getLayerWiseConfigurations().toJson();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
