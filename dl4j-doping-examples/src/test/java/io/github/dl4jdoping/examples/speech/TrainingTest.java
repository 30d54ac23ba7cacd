package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.examples.common.Progress;
import io.github.dl4jdoping.training.DopingReport;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {

  private static final Settings SETTINGS = new Settings(16, 5, 16, 0.1, 0.02);
  private static final Settings BRIEF = new Settings(16, 5, 3, 0.1, 0.02);

  private final List<Recording> sounds = Sounds.digits(24, 1);
  private final Normalisation normalisation =
      Normalisation.of(sounds.stream().map(Utterance::frames).toList());
  private final List<Utterance> train = Utterance.of(sounds, normalisation);
  private final List<Recording> unheard = Sounds.digits(5, 2);

  @ParameterizedTest
  @EnumSource
  void learnsDigitsAndStreamsThemAsWell(Variant variant) {
    MultiLayerNetwork network = train(variant, SETTINGS, 1);

    double accuracy = Training.accuracy(network, Utterance.of(unheard, normalisation));

    assertThat(accuracy).isGreaterThan(0.9);
    Streams streams = new Streams(normalisation, unheard, 3);
    assertThat(streams.fullSpeed(new StockModel(network)).accuracy()).isEqualTo(accuracy);
    FrameModel deployed = new CompactFrames(CompactExporter.export(network));
    assertThat(streams.fullSpeed(deployed).accuracy()).isEqualTo(accuracy);
  }

  @Test
  void theDopedNetworkReachesItsFactor() {
    DopingReport report = DopingReport.of(train(Variant.DOPED, BRIEF, 1));

    assertThat(report.annealed()).isTrue();
    assertThat(report.parameterFactor()).isBetween(4.9, 5.1);
  }

  @Test
  void theSeedDecidesEverything() {
    MultiLayerNetwork network = train(Variant.DOPED, BRIEF, 3);

    assertThat(train(Variant.DOPED, BRIEF, 3).params()).isEqualTo(network.params());
    assertThat(train(Variant.DOPED, BRIEF, 4).params()).isNotEqualTo(network.params());
  }

  private MultiLayerNetwork train(Variant variant, Settings settings, long seed) {
    Training training = new Training(settings, train);
    try (Progress progress =
        Progress.start(variant.toString(), training.iterations(), 0, line -> {})) {
      return training.run(variant, seed, progress);
    }
  }
}
