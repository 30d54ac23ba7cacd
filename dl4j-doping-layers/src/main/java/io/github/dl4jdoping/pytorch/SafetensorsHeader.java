package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.StreamReadFeature;

/**
 * Parses the JSON header of a safetensors file. Token by token, so that a header of any depth takes
 * no more memory than its length.
 */
final class SafetensorsHeader {

  private static final String METADATA = "__metadata__";

  /** Without tables of names, which a file could fill with colliding ones. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser parser;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<SafetensorsTensor> tensors = new ArrayList<>();

  private SafetensorsHeader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Parses a header.
   *
   * @param json the header as text
   * @return what it says, whose offsets and sizes nobody has checked yet
   * @throws SafetensorsException if it is not such a header
   */
  static SafetensorsHeader parse(String json) throws SafetensorsException {
    // The characters themselves, for a parser of a String keeps a buffer that errors quote.
    try (JsonParser parser = JSON.createParser(json.toCharArray())) {
      SafetensorsHeader header = new SafetensorsHeader(parser);
      header.parseAll();
      return header;
    } catch (SafetensorsException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new SafetensorsException(
          "The header is not valid JSON: " + e.getOriginalMessage() + ".", e);
    } catch (IOException e) {
      throw new SafetensorsException("The header cannot be parsed: " + e.getMessage() + ".", e);
    }
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** In the order of the header. */
  List<SafetensorsTensor> tensors() {
    return tensors;
  }

  private void parseAll() throws IOException {
    parser.nextToken();
    expect(JsonToken.START_OBJECT, "the header", "an object of tensors");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.getCurrentName();
      parser.nextToken();
      if (name.equals(METADATA)) {
        parseMetadata();
      } else {
        tensors.add(parseTensor(name));
      }
    }
    if (parser.nextToken() != null) {
      throw new SafetensorsException(
          "The header goes on after its end, with " + parser.currentToken() + ".");
    }
  }

  private void parseMetadata() throws IOException {
    expect(JsonToken.START_OBJECT, METADATA, "an object of texts");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.getCurrentName();
      parser.nextToken();
      expect(JsonToken.VALUE_STRING, METADATA + " " + Quoted.of(key), "a text");
      metadata.put(key, parser.getText());
    }
  }

  private SafetensorsTensor parseTensor(String name) throws IOException {
    String tensor = "Tensor " + Quoted.of(name);
    expect(JsonToken.START_OBJECT, tensor, "an object of dtype, shape and data_offsets");
    SafetensorsType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.getCurrentName();
      parser.nextToken();
      switch (field) {
        case "dtype" -> type = parseType(tensor);
        case "shape" -> shape = parseNumbers(tensor + ": shape", Integer.MAX_VALUE);
        case "data_offsets" -> offsets = parseNumbers(tensor + ": data_offsets", 2);
        default ->
            throw new SafetensorsException(
                tensor
                    + " has a field "
                    + Quoted.of(field)
                    + "; fields are dtype, shape and data_offsets.");
      }
    }
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new SafetensorsException(
          tensor + " lacks some of dtype, shape and data_offsets (two numbers).");
    }
    return new SafetensorsTensor(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private SafetensorsType parseType(String tensor) throws IOException {
    expect(JsonToken.VALUE_STRING, tensor + ": dtype", "a text");
    String text = parser.getText();
    for (SafetensorsType type : SafetensorsType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw new SafetensorsException(
        tensor
            + " has dtype "
            + Quoted.of(text)
            + "; known ones are "
            + List.of(SafetensorsType.values())
            + ".");
  }

  private List<Long> parseNumbers(String what, int most) throws IOException {
    expect(JsonToken.START_ARRAY, what, "an array of numbers");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.VALUE_NUMBER_INT, what, "integers");
      long number = parser.getLongValue();
      if (number < 0 || numbers.size() == most) {
        throw new SafetensorsException(
            number < 0
                ? what + " holds " + number + "; numbers are 0 or more."
                : what + " holds more than " + most + " numbers.");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private void expect(JsonToken token, String what, String expected) throws SafetensorsException {
    if (parser.currentToken() != token) {
      throw new SafetensorsException(
          what + ": " + expected + " was expected, found " + parser.currentToken() + ".");
    }
  }
}
