package io.github.dl4jdoping.examples.bench;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;

/** ONNX Runtime on one thread, otherwise with its default settings. */
abstract class OrtPeer implements Peer {

  private final String name;
  private final OnnxLstm operator;
  private final double tolerance;

  OrtPeer(String name, OnnxLstm operator, double tolerance) {
    this.name = name;
    this.operator = operator;
    this.tolerance = tolerance;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Contender start(List<DenseLstm> network, int batch, int steps) {
    byte[] model = OnnxModel.encode(network, operator, batch, steps);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options);
      return new OrtContender(session, network, batch, steps);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refused the model: " + e.getMessage(), e);
    }
  }
}
