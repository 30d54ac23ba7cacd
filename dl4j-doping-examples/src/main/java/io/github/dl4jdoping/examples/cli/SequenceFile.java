package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Sequences in a CSV file: a line is one time step, an empty line ends a sequence, and a line that
 * starts with # is a comment, which a header must be too.
 */
final class SequenceFile {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setIgnoreEmptyLines(false)
          .setCommentMarker('#')
          .setTrim(true)
          .build();

  private final Path file;
  private final NetInput input;
  private final List<List<float[]>> sequences = new ArrayList<>();
  private List<float[]> sequence = new ArrayList<>();
  private int width;

  private SequenceFile(Path file, NetInput input) {
    this.file = file;
    this.input = input;
    this.width = input.width();
  }

  /**
   * Reads all sequences.
   *
   * @param file in UTF-8
   * @param input what a network takes in each time step
   * @return at least one sequence, each of at least one time step
   * @throws IOException if the file cannot be read, or not all of it is such sequences; the message
   *     names file and line
   */
  static List<List<float[]>> read(Path file, NetInput input) throws IOException {
    InputFile.require(file);
    return new SequenceFile(file, input).read();
  }

  private List<List<float[]>> read() throws IOException {
    try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(file), FORMAT)) {
      for (CSVRecord line : parser) {
        add(line, parser.getCurrentLineNumber());
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      throw unreadable(e);
    }
    endSequence();
    if (sequences.isEmpty()) {
      throw new IOException(
          file
              + " holds no time steps: it needs lines of numbers, with an empty line between"
              + " sequences.");
    }
    return sequences;
  }

  private IOException unreadable(RuntimeException e) {
    return e.getCause() instanceof CharacterCodingException
        ? new IOException(file + " is not text in UTF-8.", e)
        : new IOException(file + " is not CSV: " + e.getMessage(), e);
  }

  private void add(CSVRecord line, long number) throws IOException {
    if (line.size() == 1 && line.get(0).isEmpty()) {
      endSequence();
      return;
    }
    if (width == NetInput.ANY_WIDTH) {
      width = line.size();
    }
    if (line.size() != width) {
      throw wrong(
          number, "a time step of this network has " + numbers(width) + "; got " + line.size());
    }
    float[] step = new float[width];
    for (int i = 0; i < width; i++) {
      step[i] = value(line.get(i), number);
    }
    sequence.add(step);
  }

  private static String numbers(int count) {
    return count + (count == 1 ? " number" : " numbers");
  }

  private void endSequence() {
    if (!sequence.isEmpty()) {
      sequences.add(sequence);
      sequence = new ArrayList<>();
    }
  }

  private float value(String text, long number) throws IOException {
    float value;
    try {
      value = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw wrong(number, "expected a number, but was '" + text + "'; a header starts with #");
    }
    if (!Float.isFinite(value)) {
      throw wrong(number, "expected a finite number, but was '" + text + "'");
    }
    if (input.isIndex() && !(value >= 0 && value < input.vocabulary() && value == (int) value)) {
      throw wrong(
          number,
          "the network begins with an embedding, which takes whole numbers from 0 to "
              + (input.vocabulary() - 1)
              + ", but was '"
              + text
              + "'");
    }
    return value;
  }

  private IOException wrong(long number, String what) {
    return new IOException(file + ", line " + number + ": " + what + ".");
  }
}
