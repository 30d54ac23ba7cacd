package io.github.dl4jdoping.examples.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** A map of a YAML file whose complaints say where it stands. */
final class YamlMap {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final String where;
  private final Map<String, Object> values;

  /**
   * A map.
   *
   * @param where file and experiment, for messages
   * @param value what YAML gave; null is an empty map
   * @throws IllegalArgumentException if it is no map of texts, lists and maps
   */
  YamlMap(String where, Object value) {
    this.where = where;
    this.values = new LinkedHashMap<>();
    if (value != null && !(value instanceof Map)) {
      throw wrong("expected a map of names and values; got '" + value + "'");
    }
    if (value != null) {
      ((Map<?, ?>) value).forEach((name, v) -> values.put(String.valueOf(name), v));
    }
  }

  /**
   * Reads a file. All scalars stay the text that they are in it.
   *
   * @param text of the file
   * @param file for messages
   * @return the map that the file is
   * @throws IllegalArgumentException if it is none
   */
  static YamlMap parse(String text, String file) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new FailsafeSchema()).build();
    try {
      return new YamlMap(file, new Load(settings).loadFromString(text));
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + " is not well-formed YAML: " + e.getMessage(), e);
    }
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(where + ": " + what + (what.endsWith(".") ? "" : "."));
  }

  void allowOnly(String... names) {
    for (String name : values.keySet()) {
      if (!Arrays.asList(names).contains(name)) {
        throw wrong("unknown key '" + name + "'; allowed are " + Arrays.toString(names));
      }
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  YamlMap map(String key) {
    return new YamlMap(where + ": " + key, values.get(key));
  }

  /** The maps of a list that must be there; each complains with its kind and name. */
  List<YamlMap> maps(String key, String kind) {
    if (!(values.get(key) instanceof List<?> list) || list.isEmpty()) {
      throw wrong("'" + key + "' must be a list with at least one entry");
    }
    List<YamlMap> maps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      YamlMap map = new YamlMap(where + ": " + key + "[" + i + "]", list.get(i));
      maps.add(new YamlMap(where + ": " + kind + " '" + map.name() + "'", map.values));
    }
    return maps;
  }

  YamlMap over(YamlMap defaults) {
    if (defaults.values.containsKey("name")) {
      throw defaults.wrong("'name' cannot be inherited");
    }
    Map<String, Object> all = new LinkedHashMap<>(defaults.values);
    all.putAll(values);
    return new YamlMap(where, all);
  }

  /** One map for each combination of values, those of the last setting changing fastest. */
  List<YamlMap> expand() {
    List<YamlMap> maps = List.of(this);
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (entry.getValue() instanceof List<?> list && !entry.getKey().equals("seeds")) {
        maps = maps.stream().flatMap(m -> m.each(entry.getKey(), list).stream()).toList();
      }
    }
    return maps;
  }

  private List<YamlMap> each(String key, List<?> list) {
    if (list.isEmpty()) {
      throw wrong("'" + key + "' must have at least one value; got an empty list");
    }
    return list.stream().map(value -> with(key, value)).toList();
  }

  private YamlMap with(String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    changed.put("name", name() + "-" + key + new YamlMap(where, one(key, value)).text(key));
    return new YamlMap(where, changed);
  }

  String name() {
    String name = text("name");
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          "'name' names a folder too: letters, digits, '.', '_' and '-' are allowed; got '"
              + name
              + "'");
    }
    return name;
  }

  String text(String key) {
    Object value = values.get(key);
    if (!(value instanceof String text) || text.isBlank()) {
      throw wrong("'" + key + "' must be a single value; got " + value);
    }
    return text;
  }

  /** A list of texts, or one text; each once. */
  List<String> texts(String key) {
    Object value = values.get(key);
    List<?> list = value instanceof List<?> several ? several : Arrays.asList(value);
    List<String> texts =
        list.stream().map(one -> new YamlMap(where, one(key, one)).text(key)).toList();
    if (texts.isEmpty() || texts.stream().distinct().count() < texts.size()) {
      throw wrong("'" + key + "' must be texts, each once; got " + value);
    }
    return texts;
  }

  /** Unlike Map.of, for a value that may be missing. */
  private static Map<String, Object> one(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  List<Long> numbers(String key, long otherwise) {
    Object value = values.getOrDefault(key, Long.toString(otherwise));
    List<?> list = value instanceof List<?> several ? several : Arrays.asList(value);
    List<Long> numbers = list.stream().map(n -> number(key, n)).toList();
    if (numbers.isEmpty() || numbers.stream().distinct().count() < numbers.size()) {
      throw wrong("'" + key + "' must be whole numbers, each once; got " + value);
    }
    return numbers;
  }

  private long number(String key, Object value) {
    try {
      return Long.parseLong(Objects.toString(value));
    } catch (NumberFormatException e) {
      throw wrong("'" + key + "' must be a whole number or a list of them; got '" + value + "'");
    }
  }

  Map<String, String> without(String... keys) {
    Map<String, String> rest = new LinkedHashMap<>();
    for (String key : values.keySet()) {
      if (!Arrays.asList(keys).contains(key)) {
        rest.put(key, text(key));
      }
    }
    return rest;
  }
}
