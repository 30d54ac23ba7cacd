package io.github.dl4jdoping.examples.common;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Text files of data sets: UTF-8, plain or compressed with gzip. */
public final class TextFile {

  private TextFile() {}

  /**
   * Finds a file or its compressed form, {@code .gz} appended to the name.
   *
   * @param folder of the data set
   * @param name of the plain file
   * @param expectation what the folder should hold, for the message
   * @return the file that is there
   * @throws IOException if there is neither
   */
  public static Path find(Path folder, String name, String expectation) throws IOException {
    Path plain = folder.resolve(name);
    Path zipped = folder.resolve(name + ".gz");
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    if (Files.isRegularFile(zipped)) {
      return zipped;
    }
    throw new IOException("Neither " + plain + " nor " + zipped + " is there. " + expectation);
  }

  /**
   * Reads all lines.
   *
   * @param file plain or, if its name says so, compressed
   * @param expectation what the folder should hold, for the message
   * @return the lines, at least one
   * @throws IOException if the file cannot be read, is damaged, not UTF-8 or empty
   */
  public static List<String> lines(Path file, String expectation) throws IOException {
    List<String> lines;
    try (BufferedReader reader = reader(file)) {
      lines = reader.lines().toList();
    } catch (UncheckedIOException e) {
      throw explained(file, e.getCause(), expectation);
    } catch (ZipException | EOFException e) {
      throw explained(file, e, expectation);
    }
    if (lines.isEmpty()) {
      throw new IOException(file + " is empty. " + expectation);
    }
    return lines;
  }

  private static IOException explained(Path file, IOException problem, String expectation) {
    if (problem instanceof ZipException || problem instanceof EOFException) {
      return new IOException(file + " is not a whole gzip file. " + expectation, problem);
    }
    if (problem instanceof CharacterCodingException) {
      return new IOException(file + " is not text in UTF-8. " + expectation, problem);
    }
    return problem;
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text =
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
