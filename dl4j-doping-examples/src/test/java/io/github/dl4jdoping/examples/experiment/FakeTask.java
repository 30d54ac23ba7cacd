package io.github.dl4jdoping.examples.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A task that sums up its seed at each step, and does what it is told to go wrong. It has the
 * settings {@code size} and {@code steps}.
 */
final class FakeTask implements Task {

  /** What happened, such as "open a-seed1 at 0". */
  final List<String> events = new ArrayList<>();

  /** Called before each step of each run. */
  Before before = (run, step) -> {};

  /** Something that happens before a step. */
  @FunctionalInterface
  interface Before {
    void step(String run, int step) throws IOException;
  }

  /** As if the program had been killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Map<String, String> complete(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("size", "1"));
    all.put("steps", "4");
    for (String name : new TreeSet<>(settings.keySet())) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown setting '" + name + "'; allowed are " + all.keySet());
      }
      Integer.parseInt(settings.get(name));
    }
    all.putAll(settings);
    return all;
  }

  @Override
  public TaskRun open(Path data, Map<String, String> settings, long seed, Path folder)
      throws IOException {
    FakeRun run = new FakeRun(settings, seed, folder);
    events.add("open " + folder.getFileName() + " at " + run.step);
    return run;
  }

  private final class FakeRun implements TaskRun {

    private final Path folder;
    private final int steps;
    private final long seed;
    private int step;
    private long sum;

    FakeRun(Map<String, String> settings, long seed, Path folder) throws IOException {
      this.folder = folder;
      this.seed = seed;
      this.steps = Integer.parseInt(settings.get("steps"));
      if (Files.exists(folder.resolve("checkpoint"))) {
        List<String> saved = Files.readAllLines(folder.resolve("checkpoint"));
        step = Integer.parseInt(saved.get(0));
        sum = Long.parseLong(saved.get(1));
      }
    }

    @Override
    public int steps() {
      return steps;
    }

    @Override
    public int step() {
      return step;
    }

    @Override
    public void advance() throws IOException {
      before.step(folder.getFileName().toString(), step);
      step++;
      sum += seed * step;
    }

    @Override
    public void checkpoint() throws IOException {
      Files.write(folder.resolve("checkpoint"), List.of("" + step, "" + sum));
    }

    @Override
    public String status() {
      return "sum " + sum;
    }

    @Override
    public Map<String, String> result() {
      return Map.of("sum", Long.toString(sum));
    }
  }
}
