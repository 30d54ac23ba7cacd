package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A network whose output others computed: see src/test/python/make_golden.py. */
record Golden(String name, JsonNode json) {

  static final String[] NAMES = {
    "one", "narrow", "unbiased", "both-ways", "stacked", "half", "double", "module"
  };

  static Golden of(String name) {
    try {
      return new Golden(name, new ObjectMapper().readTree(path(name + ".json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path path(String file) {
    try {
      return Path.of(Golden.class.getResource("/golden/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path tensors() {
    return path(name + ".safetensors");
  }

  int inputs() {
    return json.get("inputs").asInt();
  }

  int units() {
    return json.get("units").asInt();
  }

  int layers() {
    return json.get("keras").size();
  }

  int directions() {
    return json.get("keras").get(0).size();
  }

  INDArray input() {
    return sequence("input", inputs());
  }

  INDArray output() {
    return sequence("output", directions() * units());
  }

  private INDArray sequence(String field, int size) {
    int batch = json.get("batch").asInt();
    return numbers(json.get(field)).reshape(batch, size, json.get("steps").asInt());
  }

  /** A tensor of Keras: kernel, recurrent_kernel or bias, with the gates in the columns. */
  INDArray keras(int layer, int direction, String tensor) {
    INDArray flat = numbers(json.get("keras").get(layer).get(direction).get(tensor));
    return flat.reshape(-1, 4L * units());
  }

  /** One direction of a tensor of ONNX: W, R or B, with the gates in the rows. */
  INDArray onnx(int layer, int direction, String tensor) {
    INDArray flat = numbers(json.get("onnx").get(layer).get(tensor));
    return flat.reshape(directions(), -1).getRow(direction).dup();
  }

  private static INDArray numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return Nd4j.createFromArray(values).castTo(Nd4j.defaultFloatingPointType());
  }
}
