package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs of the task that start from a trained model. */
class CompressedModelTest {

  private static final PtbTask TASK = new PtbTask();

  @TempDir Path folder;

  @BeforeEach
  void writeCorpus() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
  }

  @Test
  void aFactorOfOneMeasuresAtOnceWhatTheTrainedModelDoes() throws IOException {
    Map<String, String> trained = train("dense", dense());

    Map<String, String> result = train("exact", compressed("prune", "1"));

    assertThat(result)
        .containsEntry("valid0", trained.get("valid"))
        .containsEntry("test0", trained.get("test"))
        .containsEntry("valid2", result.get("valid"))
        .containsEntry("test2", result.get("test"))
        .containsEntry("valid4", "");
    assertThat(Double.parseDouble(result.get("valid1")))
        .isCloseTo(Double.parseDouble(result.get("validCurve").split(" ", -1)[0]), offset(0.006));
    assertThat(trained.keySet()).containsExactlyElementsOf(result.keySet());
    assertThat(trained).containsEntry("valid0", "");
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
    assertThat(folder.resolve("longer-seed4/compression.txt")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"doped-lmf,0", "doped-kp,0", "doped-hmd,0", "doped-lmf,0.6"})
  void aSupportIsKeptUnlessItIsAnnealedFurther(String variant, double initialDensity)
      throws IOException {
    train("dense", dense());
    Map<String, String> settings = compressed(variant, "10");
    settings.put("initialDensity", Double.toString(initialDensity));
    TaskRun run = open("small", settings);
    run.checkpoint();
    INDArray before = support();

    Map<String, String> result = finish(run);
    run.checkpoint();

    if (initialDensity == 0) {
      assertThat(support()).isEqualTo(before);
    } else {
      assertThat(before.meanNumber().doubleValue()).isBetween(0.59, 0.61);
      assertThat(support().meanNumber().doubleValue()).isLessThan(0.3);
    }
    assertThat(Double.parseDouble(result.get("parameterFactor"))).isBetween(9.9, 10.2);
  }

  @Test
  void aResumedRunHasTheBitsOfAnUndisturbedOne() throws IOException {
    train("dense", dense());
    Map<String, String> settings = compressed("doped-lmf", "10");
    settings.put("rowDropout", "0.2");
    Map<String, String> whole = train("whole", settings);

    TaskRun cut = open("cut", settings);
    for (int i = 0; i < 6; i++) {
      cut.advance();
    }
    cut.checkpoint();
    cut.advance();
    Nd4j.rand(3);
    Files.delete(folder.resolve("dense-seed4/checkpoint.zip"));
    TaskRun resumed = open("cut", settings);

    assertThat(resumed.step()).isEqualTo(6);
    Map<String, String> result = finish(resumed);
    whole.remove("seconds");
    assertThat(result).containsAllEntriesOf(whole);
  }

  @Test
  void aSourceThatIsNotFinishedIsNamed() throws IOException {
    Map<String, String> settings = compressed("doped-lmf", "10");
    assertThatThrownBy(() -> open("small", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dense-seed4", "first");

    TaskRun half = open("dense", dense());
    half.advance();
    half.checkpoint();
    assertThatThrownBy(() -> open("small", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dense-seed4, but 0 of its 2 epochs are done");
  }

  private static Map<String, String> dense() {
    return new LinkedHashMap<>(Map.of("preset", "tiny", "variant", "dense"));
  }

  private static Map<String, String> compressed(String variant, String factor) {
    return new LinkedHashMap<>(
        Map.of(
            "preset",
            "tiny",
            "compressed",
            "dense",
            "variant",
            variant,
            "factor",
            factor,
            "lr",
            "0.5",
            "every",
            "1"));
  }

  /** 1 where S of the first recurrent matrix has an entry. */
  private INDArray support() throws IOException {
    Path file = folder.resolve("small-seed4").resolve("checkpoint.zip");
    return Checkpoint.network(file).paramTable().get("1_SR").neq(0).castTo(Nd4j.dataType());
  }

  private Map<String, String> train(String name, Map<String, String> settings) throws IOException {
    TaskRun run = open(name, settings);
    Map<String, String> result = finish(run);
    run.checkpoint();
    return result;
  }

  private TaskRun open(String name, Map<String, String> settings) throws IOException {
    return TASK.open(folder, settings, 4, Files.createDirectories(folder.resolve(name + "-seed4")));
  }

  private static Map<String, String> finish(TaskRun run) throws IOException {
    while (run.step() < run.steps()) {
      run.advance();
    }
    return new LinkedHashMap<>(run.result());
  }
}
