package io.github.dl4jdoping.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class DopingReportTest {

  /** W [16, 32] has 4*8 + 4*4 = 48 structure parameters, R [8, 32] has 8 + 32 = 40. */
  private static MultiLayerNetwork net(Doping doping) {
    DopedLSTM layer =
        Nets.lstmBuilder(doping)
            .name("lstm")
            .inputStructure(Kronecker.of(4, 8, 4, 4))
            .recurrentStructure(LowRank.rank(1))
            .build();
    return Nets.network(layer);
  }

  /** 5 non-zeros in SW, 3 in SR. */
  private static MultiLayerNetwork known() {
    MultiLayerNetwork net = net(Nets.doping().build());
    INDArray sw = net.getParam("0_SW").assign(0);
    for (int i = 0; i < 5; i++) {
      sw.putScalar(i, 3L * i, 1e-6);
    }
    INDArray sr = net.getParam("0_SR").assign(0);
    for (int i = 0; i < 3; i++) {
      sr.putScalar(i, 7L * i, -2);
    }
    return net;
  }

  @Test
  void countsWhatIsThere() {
    DopingReport report = DopingReport.of(known());
    assertThat(report.iteration()).isZero();
    assertThat(report.epoch()).isZero();
    assertThat(report.matrices()).hasSize(2);
    MatrixReport w = report.matrices().get(0);
    assertThat(w)
        .usingRecursiveComparison()
        .ignoringFields("structureEnergyShare")
        .isEqualTo(new MatrixReport("lstm", "W", 16, 32, 48, true, 5, 51, 0));
    assertThat(w.density()).isEqualTo(5 / 512.0);
    assertThat(w.weights()).isEqualTo(53);
    assertThat(report.matrices().get(1))
        .usingRecursiveComparison()
        .ignoringFields("structureEnergyShare")
        .isEqualTo(new MatrixReport("lstm", "R", 8, 32, 40, true, 3, 26, 0));
  }

  @Test
  void bothFactorsAreAsComputedByHand() {
    DopingReport report = DopingReport.of(known());
    assertThat(report.parameterFactor()).isEqualTo((512 + 256) / (48 + 5 + 40 + 3.0));
    // Values of 4 bytes, row indices of 2, 33 column starts of 4.
    double w = 4 * 48 + 5 * (4 + 2) + 33 * 4;
    double r = 4 * 40 + 3 * (4 + 2) + 33 * 4;
    assertThat(report.byteFactor()).isEqualTo(4 * (512 + 256) / (w + r));
  }

  @Test
  void aMatrixWithoutDopingHasNoIndices() {
    DopingReport report = DopingReport.of(net(Doping.none()));
    assertThat(report.parameterFactor()).isEqualTo(768 / 88.0);
    assertThat(report.byteFactor()).isEqualTo(768 / 88.0);
    assertThat(report.annealed()).isTrue();
    assertThat(report.matrices()).allMatch(m -> m.nonZeros() == 0 && m.plannedNonZeros() == 0);
  }

  @Test
  void aMatrixTooFullForIndicesIsStoredDense() {
    MatrixReport full = new MatrixReport("lstm", "W", 16, 32, 48, true, 400, 51, 0.5);
    assertThat(full.compactBytes()).isEqualTo(4 * (48 + 512));
  }

  @Test
  void longColumnsNeedLongIndices() {
    MatrixReport high = new MatrixReport("lstm", "W", 70_000, 4, 0, true, 10, 10, 0.5);
    assertThat(high.compactBytes()).isEqualTo(10 * (4 + 4) + 5 * 4);
  }

  @ParameterizedTest
  @EnumSource
  void wrappedLayersAreIncluded(Kind kind) {
    Model model = kind.create(Nets.settings(new Adam(0.05)), Nets.doping().build());
    model.setListeners(new DopingListener());
    Nets.fit(model, 0, 6);
    List<MatrixReport> matrices = DopingReport.of(model).matrices();
    assertThat(matrices).extracting(MatrixReport::layer).doesNotContainNull();
    assertThat(matrices.stream().map(m -> m.layer() + m.matrix())).doesNotHaveDuplicates();
    assertThat(matrices.stream().map(m -> (int) m.nonZeros()))
        .containsExactlyInAnyOrderElementsOf(Nets.nonZeros(model).values());
    assertThat(matrices.stream().map(m -> (int) m.plannedNonZeros()))
        .containsExactlyInAnyOrderElementsOf(Nets.planned(model).values());
    assertThat(matrices)
        .allMatch(m -> m.structureEnergyShare() > 0 && m.structureEnergyShare() < 1);
  }

  @Test
  void directionsAreToldApart() {
    Model model = Kind.BIDIRECTIONAL.create(Nets.settings(new Adam()), Nets.doping().build());
    assertThat(DopingReport.of(model).matrices())
        .extracting(MatrixReport::layer)
        .containsExactly("layer0 forward", "layer0 forward", "layer0 backward", "layer0 backward");
  }

  @Test
  void knowsWhetherTheDopingIsAnnealed() {
    MultiLayerNetwork net = net(Nets.doping().build());
    assertThat(DopingReport.of(net).annealed()).isFalse();
    assertThat(DopingReport.of(net).toString()).contains("not annealed");
    net.setListeners(new DopingListener());
    Nets.fit(net, 0, Nets.END - 2);
    assertThat(DopingReport.of(net).annealed()).isFalse();
    Nets.fit(net, Nets.END - 2, Nets.END);
    DopingReport report = DopingReport.of(net);
    assertThat(report.annealed()).isTrue();
    assertThat(report.toString()).contains(" annealed").doesNotContain("not annealed");
    assertThat(report.iteration()).isEqualTo(Nets.END);
  }

  @Test
  void printsTheSameTableEverywhere() {
    MatrixReport w = new MatrixReport("lstm", "W", 1000, 4000, 12_345, true, 40_000, 20_000, 0.25);
    MatrixReport r = new MatrixReport("lstm", "R", 1000, 4000, 5, false, 0, 0, Double.NaN);
    DopingReport report = new DopingReport(1200, 3, List.of(w, r));
    Map<Locale, String> tables = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : List.of(Locale.GERMANY, Locale.US, Locale.forLanguageTag("ar-EG"))) {
        Locale.setDefault(locale);
        tables.put(locale, report.toString());
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(tables.values()).hasSize(3).containsOnly(tables.get(Locale.US));
    assertThat(tables.get(Locale.US).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "Doping after 1200 iterations (epoch 3): not annealed;"
                + " factor 152.82 in parameters, 104.78 in bytes",
            " layer matrix shape structure non-zeros planned density energy D",
            " lstm W 1000 x 4000 12,345 40,000 20,000 0.0100 0.250",
            " lstm R 1000 x 4000 5 0 0 0.0000 -");
  }

  @Test
  void aNetworkWithoutDopedLayersHasAnEmptyReport() {
    MultiLayerNetwork stock = Nets.network(new LSTM.Builder().nOut(3).build());
    DopingReport report = DopingReport.of(stock);
    assertThat(report.matrices()).isEmpty();
    assertThat(report.parameterFactor()).isNaN();
    assertThat(report.byteFactor()).isNaN();
    assertThat(report.toString()).contains("no doped layers").doesNotContain("NaN");
  }

  @Test
  void otherKindsOfModelsAreNamedInTheError() {
    Model other = mock(Model.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DopingReport.of(other))
        .withMessageContaining("MultiLayerNetwork or a ComputationGraph")
        .withMessageContaining(other.getClass().getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DopingReport.of(null))
        .withMessageContaining("MultiLayerNetwork or a ComputationGraph");
  }
}
