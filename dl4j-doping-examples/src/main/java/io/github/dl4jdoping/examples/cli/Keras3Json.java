package io.github.dl4jdoping.examples.cli;

import java.util.Set;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Turns the description of a Keras 3 model into the one that Keras 2 gives it. Only layers and
 * activations that are the same in both are let through: others, as the hard sigmoid, changed their
 * meaning and kept their name.
 */
final class Keras3Json {

  private static final Set<String> LAYERS =
      Set.of("InputLayer", "Embedding", "LSTM", "Bidirectional", "Dense", "Dropout", "Activation");
  private static final Set<String> ACTIVATIONS =
      Set.of("linear", "relu", "sigmoid", "softmax", "softplus", "softsign", "tanh");

  private Keras3Json() {}

  /**
   * Changes a model in place.
   *
   * @param model the JSON of a Sequential or Functional model
   * @throws UnsupportedKerasConfigurationException if a layer or activation is none of those above
   */
  static void toKeras2(ObjectNode model) throws UnsupportedKerasConfigurationException {
    model.put("keras_version", "2.0.0").put("backend", "tensorflow");
    JsonNode config = model.path("config");
    for (JsonNode layer : config.path("layers")) {
      convert((ObjectNode) layer);
    }
    for (String ends : new String[] {"input_layers", "output_layers"}) {
      JsonNode list = config.path(ends);
      if (list.path(0).isTextual()) {
        ((ObjectNode) config).putArray(ends).add(list);
      }
    }
  }

  private static void convert(ObjectNode layer) throws UnsupportedKerasConfigurationException {
    String kind = layer.path("class_name").asText();
    if (!LAYERS.contains(kind)) {
      throw new UnsupportedKerasConfigurationException(
          "a layer of Keras 3 is a " + kind + "; those that are imported are " + LAYERS);
    }
    ObjectNode config = (ObjectNode) layer.path("config");
    checkActivation(config.path("activation"));
    checkActivation(config.path("recurrent_activation"));
    config.put("dtype", "float32");
    if (config.has("batch_shape")) {
      config.set("batch_input_shape", config.remove("batch_shape"));
    }
    if (kind.equals("Embedding")) {
      config.putNull("input_length");
    }
    if (kind.equals("Bidirectional")) {
      convert((ObjectNode) config.path("layer"));
    }
    if (layer.has("inbound_nodes")) {
      layer.set("inbound_nodes", connections(layer.path("inbound_nodes")));
    }
  }

  private static void checkActivation(JsonNode activation)
      throws UnsupportedKerasConfigurationException {
    if (!activation.isMissingNode() && !ACTIVATIONS.contains(activation.asText())) {
      throw new UnsupportedKerasConfigurationException(
          "an activation of Keras 3 is "
              + activation
              + "; those that are imported are "
              + ACTIVATIONS);
    }
  }

  /** Keras 3 lists the calls of a layer with their tensors; Keras 2 only where these come from. */
  private static ArrayNode connections(JsonNode calls) {
    ArrayNode converted = ((ArrayNode) calls).arrayNode();
    for (JsonNode call : calls) {
      ArrayNode inputs = converted.addArray();
      for (JsonNode tensor : call.path("args")) {
        ArrayNode source = inputs.addArray();
        tensor.path("config").path("keras_history").forEach(source::add);
        source.addObject();
      }
    }
    return converted;
  }
}
