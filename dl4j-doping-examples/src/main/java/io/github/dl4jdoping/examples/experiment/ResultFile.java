package io.github.dl4jdoping.examples.experiment;

import io.github.dl4jdoping.examples.common.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The results of a task: a CSV file with one line for each finished run. Several programs may add to
 * it at once. Later lines may have further columns; earlier ones are empty there.
 */
final class ResultFile {

  /** Column with the name of the experiment. */
  static final String EXPERIMENT = "experiment";

  /** Column with the seed. */
  static final String SEED = "seed";

  /** Column with {@link #OK}, or why the run failed. */
  static final String STATUS = "status";

  /** Status of a run that went well. */
  static final String OK = "ok";

  private static final String UNFINISHED = "unfinished: at iteration ";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator("\n").build();

  private final Path file;

  /**
   * A file that need not exist yet.
   *
   * @param file to read and to add to
   */
  ResultFile(Path file) {
    this.file = file;
  }

  /**
   * All lines.
   *
   * @return values by column, in the order of the file; none if there is no file
   * @throws IOException if the file cannot be read, or a line has not one value for each column
   */
  List<Map<String, String>> rows() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    CSVFormat withHeader = FORMAT.builder().setHeader().setSkipHeaderRecord(true).build();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, withHeader)) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (CSVRecord line : parser) {
        requireComplete(line, parser);
        rows.add(line.toMap());
      }
      return rows;
    }
  }

  private void requireComplete(CSVRecord line, CSVParser parser) throws IOException {
    if (!line.isConsistent()) {
      throw new IOException(
          "%s, line %d: %d values for %d columns. Were files with other columns put together by hand?"
              .formatted(
                  file,
                  parser.getCurrentLineNumber(),
                  line.size(),
                  parser.getHeaderNames().size()));
    }
  }

  /**
   * The line of a run.
   *
   * @param run to look for, by name and seed
   * @return its values by column, or empty if it is not finished
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if there is a line of this name with other settings
   */
  Optional<Map<String, String>> find(PlannedRun run) throws IOException {
    for (Map<String, String> row : rows()) {
      if (run.experiment().equals(row.get(EXPERIMENT))
          && Long.toString(run.seed()).equals(row.get(SEED))) {
        run.requireSame(row, file.toString());
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /**
   * Adds a line. A reader sees the file without it or with the whole of it.
   *
   * @param row values by column
   * @throws IOException if the file cannot be written; it is then as it was
   */
  void add(Map<String, String> row) throws IOException {
    synchronized (ResultFile.class) {
      LockFile lock = LockFile.await(file.resolveSibling("." + file.getFileName() + ".lock"));
      try {
        List<Map<String, String>> rows = new ArrayList<>(rows());
        rows.add(row);
        WholeFile.write(file, side -> write(side, rows));
      } finally {
        lock.close();
      }
    }
  }

  /**
   * Takes over other lines. Of several with the same name and seed, the last one stays.
   *
   * @param others values by column
   * @throws IOException if the file cannot be read or written
   */
  void takeOver(List<Map<String, String>> others) throws IOException {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    rows().forEach(row -> rows.put(id(row), row));
    others.forEach(row -> rows.put(id(row), row));
    if (!rows.isEmpty()) {
      WholeFile.write(file, side -> write(side, List.copyOf(rows.values())));
    }
  }

  private static String id(Map<String, String> row) {
    return row.get(EXPERIMENT) + "-seed" + row.get(SEED);
  }

  private static void write(Path file, List<Map<String, String>> rows) throws IOException {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    try (Writer writer = Files.newBufferedWriter(file);
        CSVPrinter csv = new CSVPrinter(writer, FORMAT)) {
      csv.printRecord(columns);
      for (Map<String, String> row : rows) {
        csv.printRecord(columns.stream().map(column -> row.getOrDefault(column, "")));
      }
    }
  }

  /**
   * Whether a run went well.
   *
   * @param row its line
   * @return false if it failed
   */
  static boolean isOk(Map<String, String> row) {
    return OK.equals(row.get(STATUS));
  }

  /**
   * The status of a run that failed.
   *
   * @param reason why
   * @return a value of the status column
   */
  static String failed(Exception reason) {
    return "failed: " + (reason.getMessage() == null ? reason.toString() : reason.getMessage());
  }

  /**
   * The line of a run that has begun, for reports.
   *
   * @param run that has begun
   * @param iteration where it is
   * @return settings and a status that says so
   */
  static Map<String, String> unfinished(PlannedRun run, String iteration) {
    return start(run, UNFINISHED + iteration);
  }

  static boolean isUnfinished(Map<String, String> row) {
    return row.get(STATUS).startsWith(UNFINISHED);
  }

  /** The line of a run, before what came out. */
  static Map<String, String> start(PlannedRun run, String status) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(EXPERIMENT, run.experiment());
    row.put(SEED, Long.toString(run.seed()));
    row.put(STATUS, status);
    row.putAll(run.settings());
    return row;
  }
}
