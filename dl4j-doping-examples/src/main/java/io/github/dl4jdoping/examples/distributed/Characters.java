package io.github.dl4jdoping.examples.distributed;

/**
 * The characters of a text and their numbers. All that a text has not are one and the same unknown
 * character.
 *
 * @param known every known character once; its index is its number
 */
record Characters(String known) {

  /**
   * The characters of a text.
   *
   * @param text any
   * @return they, in the order of their codes
   */
  static Characters of(String text) {
    return new Characters(
        text.chars()
            .distinct()
            .sorted()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString());
  }

  /**
   * The number of different characters.
   *
   * @return with the unknown one
   */
  int size() {
    return known.length() + 1;
  }

  /**
   * A text as numbers.
   *
   * @param text any
   * @return a number below {@link #size} for each character
   */
  int[] numbers(String text) {
    return text.chars().map(this::number).toArray();
  }

  private int number(int character) {
    int index = known.indexOf(character);
    return index < 0 ? known.length() : index;
  }
}
