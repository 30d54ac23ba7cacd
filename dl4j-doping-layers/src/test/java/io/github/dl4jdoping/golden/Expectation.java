package io.github.dl4jdoping.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * What a network has to give: the file beside its own.
 *
 * @param iterations training iterations done
 * @param input one batch
 * @param output the network's output for it
 * @param parameters shape and SHA-256 of the bits of each parameter, by name
 * @param updater the same of the updater's state
 */
record Expectation(
    int iterations, Numbers input, Numbers output, Map<String, String> parameters, String updater) {

  /**
   * An array of single precision.
   *
   * @param shape of it
   * @param values in C order
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Numbers(long[] shape, float[] values) {

    static Numbers of(INDArray array) {
      return new Numbers(array.shape(), array.dup('c').data().asFloat());
    }
  }

  static Expectation of(Model net, INDArray input) {
    Map<String, String> parameters = new TreeMap<>();
    net.paramTable().forEach((name, array) -> parameters.put(name, fingerprint(array)));
    return new Expectation(
        BaseOptimizer.getIterationCount(net),
        Numbers.of(input),
        Numbers.of(output(net, input)),
        new LinkedHashMap<>(parameters),
        fingerprint(updater(net)));
  }

  static Expectation read(Path file) throws IOException {
    return new ObjectMapper().readValue(file.toFile(), Expectation.class);
  }

  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }

  static INDArray output(Model net, INDArray input) {
    return net instanceof ComputationGraph graph
        ? graph.outputSingle(input)
        : ((MultiLayerNetwork) net).output(input);
  }

  private static INDArray updater(Model net) {
    return net instanceof ComputationGraph graph
        ? graph.getUpdater().getStateViewArray()
        : ((MultiLayerNetwork) net).getUpdater().getStateViewArray();
  }

  private static String fingerprint(INDArray array) {
    float[] values = array.dup('c').data().asFloat();
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return Arrays.toString(array.shape()) + " " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
