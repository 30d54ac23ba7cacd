package io.github.dl4jdoping.pytorch;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a file says, at a length and in characters that a message can have. */
final class Quoted {

  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_SIDES = 8;
  private static final int MOST_NAMES = 20;

  private Quoted() {}

  static String of(String text) {
    boolean fits = text.length() <= MOST_CHARACTERS;
    String start = fits ? text : text.substring(0, MOST_CHARACTERS);
    return '"' + start.replaceAll("\\p{Cntrl}", "?") + (fits ? "\"" : "...\"");
  }

  /** As many of the names as a message can have. */
  static String some(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String first =
        names.stream().limit(MOST_NAMES).map(Quoted::of).collect(Collectors.joining(", "));
    int left = names.size() - MOST_NAMES;
    return left > 0 ? first + " and " + left + " more" : first;
  }

  static String sides(List<Long> shape) {
    boolean fits = shape.size() <= MOST_SIDES;
    return fits
        ? shape.toString()
        : shape.subList(0, MOST_SIDES) + " and " + (shape.size() - MOST_SIDES) + " sides more";
  }
}
