package io.github.dl4jdoping.examples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session of ONNX Runtime. Inputs and outputs are tensors over direct buffers that are made once;
 * the state goes to and fro between two sets of them, so that a call copies nothing but the input
 * and the output.
 */
final class OrtContender implements Contender {

  private final OrtSession session;
  private final OnnxTensor x;
  private final List<Map<String, OnnxTensor>> inputs = List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, OnnxTensor>> outputs = List.of(new HashMap<>(), new HashMap<>());
  private final String result;
  private int turn;

  OrtContender(OrtSession session, List<DenseLstm> network, int batch, int steps)
      throws OrtException {
    this.session = session;
    int last = network.size() - 1;
    x = tensor(steps, batch, network.get(0).inputs());
    for (int layer = 0; layer <= last; layer++) {
      addState("h", layer, batch, network.get(layer).units());
      addState("c", layer, batch, network.get(layer).units());
    }
    result = steps == 1 ? "hn" + last : "y";
    if (steps > 1) {
      OnnxTensor y = tensor(steps, 1, batch, network.get(last).units());
      outputs.forEach(map -> map.put(result, y));
    }
    inputs.forEach(map -> map.put("x", x));
  }

  private void addState(String name, int layer, int batch, int units) throws OrtException {
    OnnxTensor first = tensor(1, batch, units);
    OnnxTensor second = tensor(1, batch, units);
    inputs.get(0).put(name + layer, first);
    inputs.get(1).put(name + layer, second);
    outputs.get(0).put(name + "n" + layer, second);
    outputs.get(1).put(name + "n" + layer, first);
  }

  private static OnnxTensor tensor(long... shape) throws OrtException {
    int length = 1;
    for (long size : shape) {
      length = Math.multiplyExact(length, (int) size);
    }
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), DirectBuffers.floats(length), shape);
  }

  @Override
  public void run(float[] in, float[] out) {
    DirectBuffers.of(x).put(0, in);
    Map<String, OnnxTensor> pinned = outputs.get(turn);
    try {
      session.run(inputs.get(turn), pinned).close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
    DirectBuffers.of(pinned.get(result)).get(0, out);
    turn = 1 - turn;
  }

  @Override
  public void close() {
    // A tensor of the state is an input in one turn and an output in the other.
    Set<OnnxTensor> tensors = new HashSet<>();
    inputs.forEach(map -> tensors.addAll(map.values()));
    outputs.forEach(map -> tensors.addAll(map.values()));
    tensors.forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close: " + e.getMessage(), e);
    }
  }
}
