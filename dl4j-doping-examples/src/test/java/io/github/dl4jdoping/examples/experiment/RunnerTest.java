package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

  @TempDir Path out;
  private final FakeTask task = new FakeTask();
  private final List<String> lines = new ArrayList<>();

  @Test
  void resultsAreALineEach() throws IOException {
    run(planned("a", 1), planned("b", 2));

    List<Map<String, String>> rows = rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1))
        .containsEntry("experiment", "b")
        .containsEntry("seed", "2")
        .containsEntry("status", "ok")
        .containsEntry("size", "1")
        .containsEntry("sum", "20")
        .containsKeys("minutes", "date", "version", "dl4j", "commit");
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    run(planned("a", 1));
    run(planned("a", 1), planned("b", 1));

    assertThat(task.events).containsExactly("open a-seed1 at 0", "open b-seed1 at 0");
    assertThat(rows()).hasSize(2);
  }

  @Test
  void aKilledListGoesOnWhereItWas() throws IOException {
    task.before =
        (run, step) -> {
          if (run.equals("b-seed3") && step == 2) {
            throw new FakeTask.Killed();
          }
        };
    assertThatThrownBy(() -> run(planned("a", 3), planned("b", 3)))
        .isInstanceOf(FakeTask.Killed.class);
    assertThat(rows()).hasSize(1);

    task.before = (run, step) -> {};
    run(planned("a", 3), planned("b", 3));

    assertThat(task.events)
        .containsExactly("open a-seed3 at 0", "open b-seed3 at 0", "open b-seed3 at 2");
    assertThat(rows()).extracting(row -> row.get("sum")).containsExactly("30", "30");
    assertThat(lines).contains("b-seed3: resumed at step 2");
  }

  @Test
  void aFailedRunDoesNotStopTheList() throws IOException {
    task.before =
        (run, step) -> {
          if (run.equals("a-seed1")) {
            throw new ArithmeticException("the loss became NaN");
          }
        };
    run(planned("a", 1), planned("b", 1));
    run(planned("a", 1), planned("b", 1));

    assertThat(rows())
        .extracting(row -> row.get("status"))
        .containsExactly("failed: the loss became NaN", "ok");
    assertThat(rows().get(0)).containsEntry("sum", "").containsEntry("steps", "4");
    assertThat(task.events).hasSize(2);
  }

  @Test
  void dataThatCannotBeReadStopsTheList() {
    task.before =
        (run, step) -> {
          throw new IOException("no such file");
        };

    assertThatThrownBy(() -> run(planned("a", 1))).hasMessage("no such file");
    assertThat(out.resolve("fake.csv")).doesNotExist();
  }

  @Test
  void otherSettingsUnderAUsedNameAreRefusedBeforeAnythingRuns() throws IOException {
    run(planned("b", 1));
    PlannedRun other = new PlannedRun("b", task, task.complete(Map.of("size", "2")), 1);

    assertThatThrownBy(() -> run(planned("a", 1), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b' with seed 1")
        .hasMessageContaining("size=was 1, is 2");
    assertThat(task.events).hasSize(1);
  }

  @Test
  void aRunThatAnotherRunnerIsAtIsLeftAlone() throws IOException {
    try (RunFolder held = RunFolder.lock(out.resolve("fake/a-seed1")).orElseThrow()) {
      run(planned("a", 1), planned("b", 1));
      assertThat(held.path()).exists();
    }

    assertThat(rows()).extracting(row -> row.get("experiment")).containsExactly("b");
    assertThat(lines).contains("a-seed1: another runner is at it");
    run(planned("a", 1), planned("b", 1));
    assertThat(rows()).hasSize(2);
  }

  private PlannedRun planned(String name, long seed) {
    return new PlannedRun(name, task, task.complete(Map.of()), seed);
  }

  private void run(PlannedRun... runs) throws IOException {
    new Runner(Path.of("data"), out, Duration.ZERO, lines::add).run(List.of(runs));
  }

  private List<Map<String, String>> rows() throws IOException {
    return new ResultFile(out.resolve("fake.csv")).rows();
  }
}
