package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown document with places for generated text, between {@code <!-- generated: NAME -->} and
 * {@code <!-- end -->}. What stands around them is left as it is.
 */
final class Document {

  private static final Pattern PLACE =
      Pattern.compile("<!-- generated: (\\S+) -->\\n(.*?)<!-- end -->", Pattern.DOTALL);
  private static final String OPENING = "<!-- generated:";

  private final Path file;

  /**
   * A document.
   *
   * @param file that exists
   */
  Document(Path file) {
    this.file = file;
  }

  /**
   * Fills the places.
   *
   * @param texts what belongs into each, by name
   * @return the names of the places that were found
   * @throws IOException if the file cannot be read or written; it is then as it was
   * @throws IllegalArgumentException if a place has no end or there is no text for it
   */
  List<String> fill(Map<String, String> texts) throws IOException {
    String before = Files.readString(file);
    List<String> found = new ArrayList<>();
    Matcher places = PLACE.matcher(before);
    String after =
        places.replaceAll(
            place -> {
              found.add(place.group(1));
              return Matcher.quoteReplacement(
                  String.format(
                      "<!-- generated: %s -->\n\n%s\n\n<!-- end -->",
                      place.group(1), text(place.group(1), place.group(2), texts)));
            });
    requireAllClosed(before, found);
    if (!after.equals(before)) {
      WholeFile.write(file, side -> Files.writeString(side, after));
    }
    return found;
  }

  private String text(String name, String present, Map<String, String> texts) {
    if (present.contains(OPENING)) {
      throw new IllegalArgumentException(
          file + ": the place '" + name + "' has no '<!-- end -->'.");
    }
    if (!texts.containsKey(name)) {
      throw new IllegalArgumentException(
          file + " has a place for '" + name + "'; declared are " + texts.keySet() + ".");
    }
    return texts.get(name);
  }

  private void requireAllClosed(String text, List<String> found) {
    int opened = text.split(Pattern.quote(OPENING), -1).length - 1;
    if (opened > found.size()) {
      throw new IllegalArgumentException(
          String.format(
              "%s opens %d places and closes %d of them; each is '<!-- generated: NAME -->' on a"
                  + " line, later '<!-- end -->'. Closed are %s.",
              file, opened, found.size(), found));
    }
  }
}
