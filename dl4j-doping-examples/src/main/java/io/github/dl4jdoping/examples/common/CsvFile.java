package io.github.dl4jdoping.examples.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** A CSV file (RFC 4180, with line feeds) that several runs may append their results to. */
public final class CsvFile {

  private CsvFile() {}

  /**
   * Appends one line, and the header first if the file is new or empty. The file is locked
   * meanwhile, and either the whole line is added or nothing.
   *
   * @param file to append to; its folder is created if need be
   * @param row column names and values, in order
   * @throws IOException if the file cannot be written; the message names it and says what to do
   * @throws IllegalStateException if the file has other columns
   */
  public static synchronized void append(Path file, Map<String, String> row) throws IOException {
    try {
      appendLocked(file, row);
    } catch (IOException e) {
      throw WriteProblem.explained(file, e);
    }
  }

  private static void appendLocked(Path file, Map<String, String> row) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      try {
        addLine(file, channel, line(row.keySet()), line(row.values()));
      } finally {
        lock.release();
      }
    }
  }

  private static void addLine(Path file, FileChannel channel, String header, String line)
      throws IOException {
    long end = channel.size();
    if (end > 0) {
      checkHeader(file, channel, header);
    }
    try {
      write(channel, end == 0 ? header + line : line, end);
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  private static void checkHeader(Path file, FileChannel channel, String header)
      throws IOException {
    ByteBuffer start = ByteBuffer.allocate(header.getBytes(StandardCharsets.UTF_8).length);
    channel.read(start, 0);
    String found = StandardCharsets.UTF_8.decode(start.flip()).toString();
    if (!found.equals(header)) {
      throw new IllegalStateException(
          file
              + " has other columns, so the line was not added. Expected the first line\n"
              + header
              + "but it starts with\n"
              + found.lines().findFirst().orElse("")
              + "\nName another file, or move this one away.");
    }
  }

  private static void write(FileChannel channel, String text, long from) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    long position = from;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private static String line(Collection<String> cells) {
    return cells.stream().map(CsvFile::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
