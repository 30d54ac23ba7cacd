package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** The description of a Keras model. */
final class KerasJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DECAY = "decay";

  private final ObjectNode model;

  KerasJson(String json) throws IOException {
    this.model = (ObjectNode) MAPPER.readTree(json);
  }

  boolean isSequential() {
    return model.path("class_name").asText().equals("Sequential");
  }

  /** Whether words of index 0 are no words, so that the layers above skip them. */
  boolean masksZero() {
    return model.findValues("mask_zero").stream().anyMatch(JsonNode::asBoolean);
  }

  /** Whether a layer runs both ways and gives the last step of each direction alone. */
  boolean endsBothWays() {
    return model.findParents("merge_mode").stream()
        .anyMatch(both -> !both.at("/layer/config/return_sequences").asBoolean());
  }

  /**
   * The description that Deeplearning4j understands.
   *
   * @param keras3 whether it is of Keras 3
   * @return JSON of Keras 1 or 2
   * @throws UnsupportedKerasConfigurationException if a layer would become another one in silence
   */
  String forImport(boolean keras3) throws UnsupportedKerasConfigurationException {
    for (JsonNode config : model.findParents("go_backwards")) {
      boolean both = config.path("name").asText().startsWith("backward_");
      if (config.path("go_backwards").asBoolean() && !both) {
        throw new UnsupportedKerasConfigurationException(
            "the layer "
                + config.path("name")
                + " goes backwards, which is imported only as part of"
                + " a Bidirectional layer");
      }
    }
    if (keras3) {
      Keras3Json.toKeras2(model);
    }
    return model.toString();
  }

  /**
   * A training configuration with the decay of the learning rate that Deeplearning4j looks for, 0
   * where there is none.
   *
   * @param json null if there is no such configuration
   * @return null likewise
   */
  static String withDecay(String json) throws IOException {
    if (json == null) {
      return null;
    }
    JsonNode training = MAPPER.readTree(json);
    if (training.path("optimizer_config").path("config") instanceof ObjectNode optimizer
        && !optimizer.has(DECAY)) {
      optimizer.put(DECAY, 0.0);
    }
    return training.toString();
  }
}
