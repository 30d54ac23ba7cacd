package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.examples.tasks.Compression;
import io.github.dl4jdoping.examples.tasks.Variant;
import io.github.dl4jdoping.sparsity.LinearFade;
import io.github.dl4jdoping.structure.Kronecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class TrainingTest {

  @TempDir Path folder;
  private Corpus corpus;

  @BeforeEach
  void readCorpus() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
    corpus = CorpusReader.read(folder, warning -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "DOPED_KP,0.3,0.4,0,3",
    "DOPED_KP,0.3,0.4,1,2",
    "DENSE,0,0.5,2,1",
    "PRUNE,0,0,1,4",
  })
  void resumedTrainingIsBitIdenticalToUninterrupted(
      Variant variant, double rowDropout, double dropout, int epoch, int segment)
      throws IOException {
    Settings settings = TestSettings.with(variant, rowDropout, dropout);
    Path file = folder.resolve("checkpoint.zip");

    Training whole = Training.start(settings, corpus);
    finish(
        whole,
        done -> {
          if (done.epoch() == epoch && done.segment() == segment) {
            done.checkpoint(file);
          }
        });
    Nd4j.rand(13);
    Training resumed = Training.resume(file, settings, corpus);
    assertThat(resumed.epoch()).isEqualTo(epoch);
    assertThat(resumed.segment()).isEqualTo(segment);
    finish(resumed, done -> {});

    assertThat(resumed.network().params()).isEqualTo(whole.network().params());
    assertThat(resumed.trainCurve()).isEqualTo(whole.trainCurve());
    assertThat(resumed.validCurve()).isEqualTo(whole.validCurve());
    assertThat(resumed.testPerplexity()).isEqualTo(whole.testPerplexity());
    assertThat(resumed.network().getIterationCount())
        .isEqualTo(whole.network().getIterationCount())
        .isEqualTo(3 * whole.segments());
  }

  @Test
  void everyKnobOfTheRecipeReachesTheModelAndResumes() throws IOException {
    Settings settings =
        TestSettings.with(
            Variant.DOPED_KP,
            0.3,
            0.2,
            "--row-dropout-on=recurrent",
            "--row-dropout-per-sequence",
            "--row-dropout-until=3",
            "--initial-share=0.2",
            "--doping-lr=0.5",
            "--regrow=0.2",
            "--regrow-every=2",
            "--regrow-until=2.5",
            "--kronecker=long");
    Path file = folder.resolve("checkpoint.zip");
    Training whole = Training.start(settings, corpus);
    int perEpoch = whole.segments();
    DopedLSTM layer = (DopedLSTM) whole.network().getLayer(1).conf().getLayer();
    assertThat(layer.getDoping())
        .isEqualTo(
            Doping.builder()
                .anneal(Math.round(0.5f * perEpoch), 2 * perEpoch)
                .every(1)
                .rowDropout(new LinearFade(0.3, 2 * perEpoch, 3 * perEpoch))
                .rowDropoutOn(RowDropoutTarget.RECURRENT)
                .rowDropoutPerSequence(true)
                .initialShare(0.2)
                .learningRateFactor(0.5)
                .regrow(0.2, 2, Math.round(2.5f * perEpoch))
                .build());
    assertThat(layer.getInputStructure()).isEqualTo(Kronecker.of(32, 4, 2, 64));

    finishWithCheckpoint(whole, file);
    Training resumed = Training.resume(file, settings, corpus);
    finish(resumed, done -> {});

    assertThat(resumed.network().params()).isEqualTo(whole.network().params());
    assertThat(Compression.of(whole.network()).parameterFactor()).isBetween(9.99, 10.01);
  }

  @Test
  void trainingOnSamplesOfTheVocabularyResumesToo() throws IOException {
    Settings settings = TestSettings.with(Variant.DOPED_KP, 0, 0.2, "--sampled-words=6");

    Training whole = assertThatItResumes(settings);

    Training onAll = Training.start(TestSettings.with(Variant.DOPED_KP, 0, 0.2), corpus);
    finish(onAll, done -> {});
    assertThat(onAll.network().params()).isNotEqualTo(whole.network().params());
  }

  /** The teacher's recurrent state is part of what has to be remembered. */
  @Test
  void distilledTrainingResumesToo() throws IOException {
    Path teacher = folder.resolve("teacher.zip");
    Training dense = Training.start(TestSettings.with(Variant.DENSE), corpus);
    dense.trainEpoch(done -> {});
    dense.checkpoint(teacher);
    Settings settings =
        TestSettings.with(Variant.KP, 0, 0.2, "--distill=0.7", "--teacher=" + teacher);

    Training whole = assertThatItResumes(settings);

    Training alone = Training.start(TestSettings.with(Variant.KP, 0, 0.2), corpus);
    finish(alone, done -> {});
    assertThat(alone.network().params()).isNotEqualTo(whole.network().params());
  }

  @Test
  void aStudentOfTheTeacherAloneComesToAgreeWithIt() throws IOException {
    Path file = folder.resolve("teacher.zip");
    Training dense = Training.start(TestSettings.with(Variant.DENSE), corpus);
    dense.trainEpoch(done -> {});
    dense.checkpoint(file);
    Settings settings =
        TestSettings.with(Variant.DENSE, 0, 0, "--distill=1", "--teacher=" + file, "--seed=12");
    Training student = Training.start(settings, corpus);
    double before = divergence(dense.network(), student.network());
    finish(student, done -> {});
    Training alone = Training.start(TestSettings.with(Variant.DENSE, 0, 0, "--seed=12"), corpus);
    finish(alone, done -> {});

    assertThat(divergence(dense.network(), student.network()))
        .isLessThan(before)
        .isLessThan(divergence(dense.network(), alone.network()));
  }

  /** The mean KL divergence over the first segment of the validation text. */
  private double divergence(StatefulNetwork teacher, StatefulNetwork student) {
    Segment segment = new Segments(corpus.valid(), 20, Settings.STEPS).get(0);
    teacher.rnnClearPreviousState();
    student.rnnClearPreviousState();
    INDArray p = teacher.probabilities(segment).dup();
    INDArray q = student.probabilities(segment).dup();
    return p.mul(Transforms.log(p.div(q))).sumNumber().doubleValue() / segment.tokens();
  }

  @Test
  void aTeacherOfAnotherTextIsRefused() throws IOException {
    Path file = folder.resolve("teacher.zip");
    Training.start(TestSettings.with(Variant.KP), corpus).checkpoint(file);
    Path other = Files.createDirectory(folder.resolve("other"));
    CorpusFiles.write(other, 30, 300, 30);
    Corpus shorter = CorpusReader.read(other, warning -> {});
    Settings settings = TestSettings.with(Variant.KP, 0, 0, "--distill=0.5", "--teacher=" + file);

    assertThatThrownBy(() -> Training.start(settings, shorter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--teacher must be a model of the same text")
        .hasMessageContaining("knows " + corpus.words() + " words");
  }

  @Test
  void resumesBetweenEpochsToo() throws IOException {
    Settings settings = TestSettings.with(Variant.KP, 0.0, 0.5);
    Path file = folder.resolve("checkpoint.zip");

    Training whole = Training.start(settings, corpus);
    whole.trainEpoch(done -> {});
    whole.checkpoint(file);
    finish(whole, done -> {});
    Training resumed = Training.resume(file, settings, corpus);
    finish(resumed, done -> {});

    assertThat(resumed.network().params()).isEqualTo(whole.network().params());
    assertThat(resumed.validCurve()).isEqualTo(whole.validCurve());
  }

  @Test
  void learnsAndLowersItsRate() throws IOException {
    Training training = Training.start(TestSettings.with(Variant.DENSE), corpus);

    assertThat(training.learningRate()).isEqualTo(1.0);
    finish(training, done -> {});

    assertThat(training.validCurve()).hasSize(3);
    assertThat(training.validCurve().get(2))
        .isLessThan(39.0)
        .isLessThan(training.validCurve().get(0));
    assertThat(training.learningRate()).isEqualTo(1.0 / 8);
  }

  @Test
  void prunedTrainingEndsAtTheFactorThatWasAskedFor() throws IOException {
    Training training = Training.start(TestSettings.with(Variant.DOPED_LMF, 0.2, 0.0), corpus);
    finish(training, done -> {});

    Compression size = Compression.of(training.network());

    assertThat(size.dense()).isEqualTo(4L * 64 * 256);
    assertThat(size.kept()).isBetween(6550L, 6558L);
    assertThat(size.parameterFactor()).isBetween(9.99, 10.01);
    assertThat(size.byteFactor()).isBetween(1.0, 10.0);
    assertThat(size.structureEnergy()).isBetween(0.0, 1.0);
  }

  @Test
  void seedsDecideTheOutcome() throws IOException {
    Settings settings = TestSettings.with(Variant.DENSE, 0.0, 0.5);
    Training first = Training.start(settings, corpus);
    Training second = Training.start(settings, corpus);

    first.trainEpoch(done -> {});
    Nd4j.rand(5);
    second.trainEpoch(done -> {});

    assertThat(second.network().params()).isEqualTo(first.network().params());
  }

  @Test
  void otherSettingsOrTextCannotBeResumed() throws IOException {
    Settings settings = TestSettings.with(Variant.DENSE);
    Path file = folder.resolve("checkpoint.zip");
    Training.start(settings, corpus).checkpoint(file);

    assertThatThrownBy(() -> Training.resume(file, TestSettings.with(Variant.KP, 0.0, 0.1), corpus))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variant was dense, is kp")
        .hasMessageContaining("dropout was 0.0, is 0.1");
    assertThatThrownBy(() -> Training.resume(file, settings, corpus.limit(1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another training text");
  }

  @Test
  void divergenceIsReportedAtOnce() throws IOException {
    Training training = Training.start(TestSettings.with(Variant.DENSE), corpus);
    training.network().params().assign(Double.NaN);

    assertThatThrownBy(() -> training.trainEpoch(done -> {}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("segment 1 of epoch 1")
        .hasMessageContaining("--lr");
  }

  /** A training that stopped half-way has the bits of one that did not, which is returned. */
  private Training assertThatItResumes(Settings settings) throws IOException {
    Path file = folder.resolve("checkpoint.zip");
    Training whole = Training.start(settings, corpus);
    finishWithCheckpoint(whole, file);
    Training resumed = Training.resume(file, settings, corpus);
    finish(resumed, done -> {});

    assertThat(resumed.network().params()).isEqualTo(whole.network().params());
    assertThat(resumed.trainCurve()).isEqualTo(whole.trainCurve());
    return whole;
  }

  /** Writes the checkpoint in the middle of the second epoch. */
  private static void finishWithCheckpoint(Training training, Path file) throws IOException {
    finish(
        training,
        done -> {
          if (done.epoch() == 1 && done.segment() == 3) {
            done.checkpoint(file);
          }
        });
  }

  private static void finish(Training training, Training.SegmentListener listener)
      throws IOException {
    while (!training.finished()) {
      training.trainEpoch(listener);
    }
  }
}
