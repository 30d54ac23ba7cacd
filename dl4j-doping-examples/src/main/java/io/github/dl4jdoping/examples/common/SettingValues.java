package io.github.dl4jdoping.examples.common;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * Settings as text, read one after another. Whoever reads them says for each what it is without
 * being given and what is allowed; at the end there are no others.
 */
public final class SettingValues {

  private final Map<String, String> given;
  private final Map<String, String> complete = new LinkedHashMap<>();

  /**
   * Settings to be read.
   *
   * @param given values by name
   */
  public SettingValues(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /**
   * Reads a number.
   *
   * @param name of the setting
   * @param fallback value if it is not given
   * @param allowed which values are
   * @param rule the same in words, to follow "must"
   * @return the value
   * @throws IllegalArgumentException if it is no number, or not allowed
   */
  public double number(String name, double fallback, DoublePredicate allowed, String rule) {
    String text = given.getOrDefault(name, plain(fallback)).trim();
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(message(name, rule, text), e);
    }
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(message(name, rule, text));
    }
    complete.put(name, plain(value));
    return value;
  }

  /**
   * Reads a whole number.
   *
   * @param name of the setting
   * @param fallback value if it is not given
   * @param least smallest value that is allowed
   * @return the value
   * @throws IllegalArgumentException if it is no whole number, or too small
   */
  public int whole(String name, int fallback, int least) {
    String rule = "be a whole number of at least " + least;
    return (int) number(name, fallback, value -> value >= least && value == (int) value, rule);
  }

  /**
   * Reads one of several words.
   *
   * @param <E> an enum whose constants print as the words
   * @param name of the setting
   * @param type of the enum
   * @param fallback value if it is not given
   * @return the value
   * @throws IllegalArgumentException if it is another word
   */
  public <E extends Enum<E>> E oneOf(String name, Class<E> type, E fallback) {
    String text = given.getOrDefault(name, fallback.toString()).trim();
    for (E constant : type.getEnumConstants()) {
      if (constant.toString().equals(text.toLowerCase(Locale.ROOT))) {
        complete.put(name, constant.toString());
        return constant;
      }
    }
    List<E> words = Arrays.asList(type.getEnumConstants());
    throw new IllegalArgumentException(message(name, "be one of " + words, text));
  }

  /**
   * Reads yes or no.
   *
   * @param name of the setting
   * @param fallback value if it is not given
   * @return the value
   * @throws IllegalArgumentException if it is neither true nor false
   */
  public boolean yesOrNo(String name, boolean fallback) {
    String text = given.getOrDefault(name, Boolean.toString(fallback)).trim();
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(message(name, "be true or false", text));
    }
    complete.put(name, text);
    return text.equals("true");
  }

  /**
   * Reads a value of a type that prints as it is written.
   *
   * @param <T> the type
   * @param name of the setting
   * @param fallback value if it is not given
   * @param parser makes a value of a text, or throws IllegalArgumentException and says what is wrong
   * @return the value
   * @throws IllegalArgumentException if the parser throws one
   */
  public <T> T parsed(String name, T fallback, Function<String, T> parser) {
    String text = given.getOrDefault(name, fallback.toString()).trim();
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    complete.put(name, value.toString());
    return value;
  }

  /**
   * All settings, once they were read.
   *
   * @return names and values in the order of reading, defaults included. Numbers are written in one
   *     way only, so that equal settings are equal texts
   * @throws IllegalArgumentException if a setting was given that was not read
   */
  public Map<String, String> complete() {
    List<String> unknown =
        given.keySet().stream().filter(name -> !complete.containsKey(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no setting " + unknown + " here. The settings are " + complete.keySet() + ".");
    }
    return complete;
  }

  private static String message(String name, String rule, String text) {
    return name + " must " + rule + "; got " + text + ".";
  }

  private static String plain(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
