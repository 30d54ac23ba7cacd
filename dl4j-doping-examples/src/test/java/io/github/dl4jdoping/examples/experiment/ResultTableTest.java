package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {

  private static final String RESULTS =
      """
      experiment,seed,status,train,test,parameterFactor,byteFactor,inputEnergy,recurrentEnergy,minutes,date,commit
      dense,1,ok,50,99,1.000,1.000,NaN,NaN,30,2026-01-01T10:00:00Z,abc
      dense,2,ok,52,101,1.000,1.000,NaN,NaN,32,2026-01-02T10:00:00Z,abc
      doped,1,ok,1060,104.4,10.004,6.561,0.34,0.456,61,2026-01-03T10:00:00Z,def
      dead,1,"failed: no, NaN",,,,,,,1,2026-01-03T10:00:00Z,def
      else,1,ok,1,1,1,1,1,1,1,2025-01-03T10:00:00Z,zzz
      """;

  @TempDir Path folder;
  private final FakeTask task = new FakeTask();

  @Test
  void showsMeansSpreadsLossesAndWhatIsMissing() throws IOException {
    List<String> lines = table("test", true).lines().toList();

    assertThat(lines)
        .startsWith(
            "| experiment | seeds | train | test | loss, % | factor in parameters | factor in bytes"
                + " | energy of D: input | recurrent | minutes |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            "| dense | 2 | 51 ± 1 | 100.0 ± 1.4 | - | 1.00 | 1.00 | - | - | 31 |",
            "| doped | 1 of 2 | 1,060 | 104.4 | +4.4 | 10.00 | 6.56 | 0.34 | 0.46 | 61 |",
            "| dead | failed | - | - | - | - | - | - | - | - |",
            "| none | not run | - | - | - | - | - | - | - | - |");
  }

  @Test
  void saysWhereItsFiguresComeFromAndWhatFailed() throws IOException {
    assertThat(table("test", true))
        .contains("Experiments of `list.yaml`, run on commits [abc, def]")
        .contains("finished 2026-01-01 to 2026-01-03")
        .contains("loss is that of test against dense.")
        .endsWith("\n\n- dead, seed 1, failed: no, NaN");
  }

  @Test
  void whereHigherIsBetterALowerValueIsALoss() throws IOException {
    assertThat(table("test", false)).contains("| 104.4 | -4.4 |");
  }

  @Test
  void beforeAnythingIsRunTheTableSaysSo() {
    String table = new ResultTable(spec("test", true), List.of()).markdown();

    assertThat(table).contains("| dense | not run | - |", "`list.yaml`, none is run yet.");
  }

  private String table(String loss, boolean lowerIsBetter) throws IOException {
    Path file = folder.resolve("fake.csv");
    Files.writeString(file, RESULTS);
    return new ResultTable(spec(loss, lowerIsBetter), new ResultFile(file).rows()).markdown();
  }

  private TableSpec spec(String loss, boolean lowerIsBetter) {
    List<PlannedRun> runs =
        List.of(
            run("dense", 1),
            run("doped", 1),
            run("dead", 1),
            run("none", 1),
            run("dense", 2),
            run("doped", 2));
    Map<String, Integer> measures = new LinkedHashMap<>();
    measures.put("train", 0);
    measures.put("test", 1);
    return new TableSpec("x", Path.of("list.yaml"), runs, "dense", measures, loss, lowerIsBetter);
  }

  private PlannedRun run(String name, long seed) {
    return new PlannedRun(name, task, task.complete(Map.of()), seed);
  }
}
