package io.github.dl4jdoping.examples.speech;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spoken digit. The samples are shared, not copied, and must not be changed. */
final class Recording {

  /** Samples in a second. */
  static final int SAMPLE_RATE = 8_000;

  /** Number of digits. */
  static final int DIGITS = 10;

  private static final Pattern NAME = Pattern.compile("(\\d)_([^_]+)_(\\d+)\\.wav");

  private final int digit;
  private final String speaker;
  private final int index;
  private final short[] samples;

  /**
   * A recording.
   *
   * @param digit what is said, from 0 to 9
   * @param speaker who says it
   * @param index counts the recordings of this digit by this speaker, from 0
   * @param samples sound at {@link #SAMPLE_RATE}, 16 bit
   */
  Recording(int digit, String speaker, int index, short[] samples) {
    this.digit = digit;
    this.speaker = speaker;
    this.index = index;
    this.samples = samples;
  }

  /**
   * Whether a file is a recording.
   *
   * @param fileName without its folder
   * @return true for {@code DIGIT_SPEAKER_INDEX.wav}
   */
  static boolean isName(String fileName) {
    return NAME.matcher(fileName).matches();
  }

  /**
   * A recording of which the file's name says what it is.
   *
   * @param fileName as in {@link #isName}
   * @param samples its sound
   * @return the recording
   * @throws IllegalArgumentException if the name is another one
   */
  static Recording of(String fileName, short[] samples) {
    Matcher name = NAME.matcher(fileName);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "Recordings are called DIGIT_SPEAKER_INDEX.wav, such as 7_jackson_32.wav; got "
              + fileName
              + ".");
    }
    return new Recording(
        Integer.parseInt(name.group(1)), name.group(2), Integer.parseInt(name.group(3)), samples);
  }

  int digit() {
    return digit;
  }

  String speaker() {
    return speaker;
  }

  int index() {
    return index;
  }

  short[] samples() {
    return samples;
  }

  /** Name of the file, as in the data set. */
  @Override
  public String toString() {
    return digit + "_" + speaker + "_" + index;
  }
}
