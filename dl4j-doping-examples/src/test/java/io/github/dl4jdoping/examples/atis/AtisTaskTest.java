package io.github.dl4jdoping.examples.atis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class AtisTaskTest {

  private static final AtisTask TASK = new AtisTask();

  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = temporary.resolve("data");
    AtisFiles.write(data, 120, 40);
  }

  @ParameterizedTest
  @CsvSource({"doped-kp,0.3,0.4,13", "dense,0,0.5,8", "prune,0,0,27"})
  void aResumedRunHasTheBitsOfAnUndisturbedOne(
      String variant, String rowDropout, String dropout, int interruption) throws IOException {
    Map<String, String> settings = settings(variant);
    settings.put("rowDropout", rowDropout);
    settings.put("dropout", dropout);
    TaskRun undisturbed = TASK.open(data, settings, 11, folder("whole"));
    Map<String, String> whole = finish(undisturbed);
    undisturbed.checkpoint();
    Path curve = temporary.resolve("whole").resolve("curve.csv");

    Path folder = folder("cut");
    TaskRun cut = TASK.open(data, settings, 11, folder);
    for (int i = 0; i < interruption; i++) {
      cut.advance();
    }
    cut.checkpoint();
    cut.advance();
    Nd4j.rand(13);
    TaskRun resumed = TASK.open(data, settings, 11, folder);
    assertThat(resumed.step()).isEqualTo(interruption);
    Map<String, String> result = finish(resumed);
    resumed.checkpoint();

    assertThat(result).isEqualTo(whole);
    assertThat(folder.resolve("curve.csv")).hasSameTextualContentAs(curve);
  }

  @Test
  void learnsWhichWordCountsAlthoughUtterancesArePadded() throws IOException {
    Map<String, String> settings = settings("dense");
    settings.put("epochs", "8");

    Map<String, String> result = finish(TASK.open(data, settings, 1, folder("run")));

    assertThat(Double.parseDouble(result.get("valid"))).isGreaterThan(0.9);
    assertThat(Double.parseDouble(result.get("test"))).isGreaterThan(0.9);
    assertThat(result.get("validCurve").split(" ")).hasSize(8);
  }

  @Test
  void aDopedRunEndsAtTheFactorThatWasAskedFor() throws IOException {
    TaskRun run = TASK.open(data, settings("doped-lmf"), 1, folder("run"));
    assertThat(run.steps()).isEqualTo(3 * 15);

    Map<String, String> result = finish(run);

    assertThat(Double.parseDouble(result.get("parameterFactor"))).isBetween(4.9, 5.1);
    assertThat(Double.parseDouble(result.get("byteFactor"))).isBetween(1.0, 5.0);
    assertThat(Double.parseDouble(result.get("structureEnergy"))).isBetween(0.0, 1.0);
    assertThat(run.status()).contains("epoch 3", "accuracy");
    assertThatThrownBy(run::advance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("45");
  }

  @Test
  void seedsDecideTheOutcome() throws IOException {
    Map<String, String> settings = settings("dense");

    String first = finish(TASK.open(data, settings, 1, folder("a"))).get("trainCurve");
    String same = finish(TASK.open(data, settings, 1, folder("b"))).get("trainCurve");
    String other = finish(TASK.open(data, settings, 2, folder("c"))).get("trainCurve");

    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void checkpointsOfOtherRunsAreRefused() throws IOException {
    Path folder = folder("run");
    TASK.open(data, settings("dense"), 1, folder).checkpoint();

    assertThatThrownBy(() -> TASK.open(data, settings("kp"), 2, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variant was dense, is kp; seed was 1, is 2");
    AtisFiles.write(data, 100, 10);
    assertThatThrownBy(() -> TASK.open(data, settings("dense"), 1, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other training data");
  }

  @Test
  void settingsAreCompletedAndChecked() {
    Map<String, String> complete = TASK.complete(Map.of("variant", "doped-kp", "lr", "2e-3"));

    assertThat(complete).containsEntry("lr", "0.002").containsEntry("units", "200");
    assertThat(TASK.complete(complete)).isEqualTo(complete);
    assertThat(List.copyOf(complete.keySet()))
        .isEqualTo(List.copyOf(TASK.complete(Map.of()).keySet()));
    assertThatThrownBy(() -> TASK.complete(Map.of("preset", "small")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("preset");
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(temporary.resolve(name));
  }

  private static Map<String, String> settings(String variant) {
    return new LinkedHashMap<>(
        Map.of(
            "variant", variant,
            "factor", "5",
            "units", "16",
            "epochs", "3",
            "annealFrom", "0.5",
            "annealTo", "2",
            "every", "2",
            "batch", "8",
            "dropout", "0",
            "lr", "0.01"));
  }

  private static Map<String, String> finish(TaskRun run) throws IOException {
    while (run.step() < run.steps()) {
      run.advance();
    }
    return new LinkedHashMap<>(run.result());
  }
}
