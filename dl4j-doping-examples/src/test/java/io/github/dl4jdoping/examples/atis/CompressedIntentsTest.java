package io.github.dl4jdoping.examples.atis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.examples.common.Checkpoint;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs of the task that start from a trained network. */
class CompressedIntentsTest {

  private static final AtisTask TASK = new AtisTask();
  private static final long SEED = 5;

  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = temporary.resolve("data");
    AtisFiles.write(data, 120, 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aFactorOfOneMeasuresAtOnceWhatTheTrainedNetworkDoes(String calibrated) throws IOException {
    Map<String, String> trained = train("dense", dense());
    Map<String, String> settings = compressed("prune", "1");
    settings.put("calibrated", calibrated);

    Map<String, String> result = train("exact", settings);

    assertThat(trained.get("valid")).isNotEqualTo(trained.get("validCurve").split(" ", -1)[0]);
    assertThat(result)
        .containsEntry("valid0", trained.get("valid"))
        .containsEntry("test0", trained.get("test"))
        .containsEntry("valid2", result.get("valid"))
        .containsEntry("test2", result.get("test"))
        .containsEntry("valid4", "");
    assertThat(result.get("valid1")).isEqualTo(result.get("validCurve").split(" ", -1)[0]);
    assertThat(trained).containsEntry("valid0", "").containsEntry("test1", "");
    assertThat(trained.keySet()).containsExactlyElementsOf(result.keySet());
  }

  @Test
  void denseTrainsOnWithoutCompression() throws IOException {
    Map<String, String> trained = train("dense", dense());

    Map<String, String> result = train("longer", compressed("dense", "10"));

    assertThat(result)
        .containsEntry("valid0", trained.get("valid"))
        .containsEntry("test0", trained.get("test"))
        .containsEntry("keptParameters", trained.get("denseWeights"));
    assertThat(result.get("train")).isNotEqualTo(trained.get("train"));
    assertThat(temporary.resolve("longer-seed5/compression.txt")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"doped-lmf,0", "doped-kp,0", "doped-hmd,0", "prune,0", "doped-lmf,0.6"})
  void aSupportIsKeptUnlessItIsAnnealedFurther(String variant, double initialDensity)
      throws IOException {
    train("dense", dense());
    Map<String, String> settings = compressed(variant, "5");
    settings.put("initialDensity", Double.toString(initialDensity));
    TaskRun run = open("small", settings);
    run.checkpoint();
    INDArray before = support("small");

    Map<String, String> result = finish(run);
    run.checkpoint();

    INDArray after = support("small");
    if (initialDensity == 0) {
      assertThat(after).isEqualTo(before);
    } else {
      assertThat(before.meanNumber().doubleValue()).isBetween(0.59, 0.61);
      assertThat(after.meanNumber().doubleValue()).isLessThan(0.3);
    }
    assertThat(Double.parseDouble(result.get("parameterFactor"))).isBetween(4.9, 5.2);
    assertThat(temporary.resolve("small-seed5/compression.txt")).content().contains("error");
  }

  @Test
  void aResumedRunHasTheBitsOfAnUndisturbedOne() throws IOException {
    train("dense", dense());
    Map<String, String> settings = compressed("doped-lmf", "5");
    settings.put("dropout", "0.3");
    settings.put("rowDropout", "0.2");
    Map<String, String> whole = train("whole", settings);

    TaskRun cut = open("cut", settings);
    for (int i = 0; i < 17; i++) {
      cut.advance();
    }
    cut.checkpoint();
    cut.advance();
    Nd4j.rand(13);
    Files.delete(temporary.resolve("dense-seed5/checkpoint.zip"));
    TaskRun resumed = open("cut", settings);

    assertThat(resumed.step()).isEqualTo(17);
    assertThat(finish(resumed)).isEqualTo(whole);
  }

  @Test
  void aSourceThatIsNotFinishedIsNamed() throws IOException {
    Map<String, String> settings = compressed("doped-lmf", "5");
    assertThatThrownBy(() -> open("small", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dense-seed5", "first");

    TaskRun half = open("dense", dense());
    half.advance();
    half.checkpoint();
    assertThatThrownBy(() -> open("small", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dense-seed5, but 0 of its 3 epochs are done");
  }

  @Test
  void sourcesThatDoNotFitAreRefused() throws IOException {
    train("dense", dense());
    Map<String, String> larger = compressed("prune", "5");
    larger.put("units", "20");
    assertThatThrownBy(() -> open("small", larger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameters");

    Map<String, String> twice = compressed("prune", "5");
    train("once", twice);
    twice.put("compressed", "once");
    assertThatThrownBy(() -> open("small", twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("once-seed5 is prune");

    AtisFiles.write(data, 100, 10);
    assertThatThrownBy(() -> open("small", compressed("prune", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other training data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "variant        | dense | budget, calibrated and initialDensity are of no use to variant dense",
        "variant        | lmf   | compressed needs dense, which trains on as it is, or a variant",
        "compressed     | ../x  | compressed must be the name of an experiment",
        "budget         | fair  | budget must be one of [byerror, uniform]",
        "initialDensity | 2     | initialDensity must be in [0, 1]",
        "compressed     | none  | budget, calibrated and initialDensity are for runs that start",
      })
  void wrongSettingsAreExplained(String name, String value, String message) {
    Map<String, String> settings = compressed("prune", "5");
    settings.put("budget", "byError");
    settings.put("calibrated", "false");
    settings.put("annealTo", "2");
    assertThat(TASK.complete(settings)).containsEntry("budget", "byerror");
    settings.put(name, value);

    assertThatThrownBy(() -> TASK.complete(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, String> dense() {
    return new LinkedHashMap<>(
        Map.of("variant", "dense", "units", "16", "epochs", "3", "batch", "8", "lr", "0.01"));
  }

  private static Map<String, String> compressed(String variant, String factor) {
    Map<String, String> settings = dense();
    settings.putAll(
        Map.of(
            "compressed",
            "dense",
            "variant",
            variant,
            "factor",
            factor,
            "epochs",
            "2",
            "every",
            "2",
            "lr",
            "0.003"));
    return settings;
  }

  /** 1 where S of the input matrix has an entry. */
  private INDArray support(String name) throws IOException {
    Path file = temporary.resolve(name + "-seed5").resolve("checkpoint.zip");
    return Checkpoint.network(file).paramTable().get("1_SW").neq(0).castTo(Nd4j.dataType());
  }

  private Map<String, String> train(String name, Map<String, String> settings) throws IOException {
    TaskRun run = open(name, settings);
    Map<String, String> result = finish(run);
    run.checkpoint();
    return result;
  }

  private TaskRun open(String name, Map<String, String> settings) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name + "-seed" + SEED));
    return TASK.open(data, settings, SEED, folder);
  }

  private static Map<String, String> finish(TaskRun run) throws IOException {
    while (run.step() < run.steps()) {
      run.advance();
    }
    return new LinkedHashMap<>(run.result());
  }
}
