package io.github.dl4jdoping.examples.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TranslationTaskTest {

  private static final TranslationTask TASK = new TranslationTask();

  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = temporary.resolve("data");
    ParallelFiles.write(data, 200, 30);
  }

  @ParameterizedTest
  @CsvSource({"doped-kp,0.3,0.4,37", "dense,0,0.5,30"})
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
  void learnsToTranslateWordByWord() throws IOException {
    Map<String, String> settings = settings("dense");
    settings.put("epochs", "25");
    settings.put("decay", "1");
    settings.put("units", "32");

    Map<String, String> result = finish(TASK.open(data, settings, 1, folder("run")));

    assertThat(Double.parseDouble(result.get("test"))).isGreaterThan(70);
    assertThat(Double.parseDouble(result.get("validBleu"))).isGreaterThan(70);
    assertThat(Double.parseDouble(result.get("valid"))).isLessThan(0.3);
  }

  @Test
  void bothLstmsAreDoped() throws IOException {
    Map<String, String> result = finish(TASK.open(data, settings("doped-lmf"), 1, folder("run")));

    // Encoder 16 -> 16, decoder 32 -> 16.
    assertThat(result).containsEntry("denseWeights", Integer.toString(64 * (32 + 48)));
    assertThat(Double.parseDouble(result.get("parameterFactor"))).isBetween(4.9, 5.1);
    assertThat(Double.parseDouble(result.get("structureEnergy"))).isBetween(0.0, 1.0);
  }

  /** The decoder, a step at a time, takes the words that the whole graph finds likeliest. */
  @Test
  void decodingAgreesWithTheGraphForSentencesOfDifferentLength() throws IOException {
    TranslationSettings settings = TranslationSettings.of(settings("dense"));
    Multi30k corpus = Multi30kReader.read(data, 1);
    TranslationLearner learner = new TranslationLearner(corpus, settings, 3, null);
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int batch = 0; batch < learner.batches(); batch++) {
        learner.fit(epoch, batch);
      }
    }
    ComputationGraph network = learner.network();
    List<int[]> sentences = List.of(new int[] {1, 2, 3, 4}, new int[] {5}, new int[] {2, 2});

    List<int[]> translations = new GreedyDecoder(network, 6).translate(sentences);

    assertThat(translations).anySatisfy(words -> assertThat(words).isNotEmpty());
    for (int i = 0; i < sentences.size(); i++) {
      int[] words = translations.get(i);
      Batch batch = Batch.of(List.of(new SentencePair(sentences.get(i), words)));
      INDArray output =
          network
              .output(
                  false,
                  new INDArray[] {batch.source(), batch.given()},
                  new INDArray[] {batch.sourceMask(), null})[0];
      int[] likeliest = output.argMax(1).reshape('c', new long[] {words.length + 1}).toIntVector();
      assertThat(Arrays.copyOf(likeliest, words.length)).isEqualTo(words);
      if (words.length < 6) {
        assertThat(likeliest[words.length]).isEqualTo(Multi30k.END);
      }
    }
  }

  @Test
  void lossesAreMeansOverWordsAndEnds() throws IOException {
    TranslationSettings settings = TranslationSettings.of(settings("dense"));
    Multi30k corpus = Multi30kReader.read(data, 1);
    TranslationLearner learner = new TranslationLearner(corpus, settings, 3, null);

    // Before training, words are about equally likely: five words, start, end and unknown.
    assertThat(learner.validate()).isCloseTo(Math.log(8), within(0.3));
    assertThat(learner.fit(0, 0).mean()).isCloseTo(Math.log(8), within(0.3));
  }

  @Test
  void checkpointsOfOtherRunsAreRefused() throws IOException {
    Path folder = folder("run");
    TASK.open(data, settings("dense"), 1, folder).checkpoint();

    assertThatThrownBy(() -> TASK.open(data, settings("kp"), 1, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variant was dense, is kp");
  }

  @Test
  void settingsAreCompletedAndChecked() {
    Map<String, String> complete = TASK.complete(Map.of("variant", "doped-kp"));

    assertThat(complete).containsEntry("units", "256").containsEntry("clip", "5");
    assertThat(TASK.complete(complete)).isEqualTo(complete);
    assertThatThrownBy(() -> TASK.complete(Map.of("beam", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beam");
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
            "batch", "16",
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
