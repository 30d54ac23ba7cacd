package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.deploy.Compression;
import io.github.dl4jdoping.deploy.CompressionReport;
import io.github.dl4jdoping.deploy.MatrixCompression;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import io.github.dl4jdoping.training.DopingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.groups.Tuple;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("deprecation") // GravesLSTM is what users have
class InspectCommandTest {

  @TempDir Path folder;
  private final Console console = new Console();

  private Path file() {
    return folder.resolve("net.bin");
  }

  private CompactModel saved(Model net) throws IOException {
    CompactModel model = CompactExporter.export(net);
    model.save(file());
    return model;
  }

  @Test
  void aDopedModelWithItsMatricesSizesAndOrigin() throws IOException {
    CompactModel model = saved(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED + 1));
    assertThat(console.run("inspect", file())).as(console.err()).isZero();
    assertThat(console.out())
        .contains(Files.size(file()) + " bytes, 6 inputs, 3 outputs, runs step by step")
        .contains("seed 12 after 5 iterations and 0 epochs")
        .contains(model.provenance().libraryVersion(), model.provenance().sourceHash())
        .contains(model.size().toString());
    assertThat(console.row("memory W")).contains("6 x 32", "38", "48", "0.2500");
    assertThat(console.row("memory R")).contains("8 x 32", "40", "64", "0.2500");
    double structure = model.provenance().matrices().get(1).structureEnergyShare();
    assertThat(console.row("memory R"))
        .contains(model.provenance().matrices().get(1).structure())
        .endsWith(
            String.format(Locale.ROOT, "%.3f", structure),
            String.format(Locale.ROOT, "%.3f", 1 - structure));
  }

  @Test
  void bothDirectionsAreListedAndDenseMatricesHaveNoShares() throws IOException {
    saved(Nets.network(Nets.bidirectional()));
    assertThat(console.run("inspect", file())).as(console.err()).isZero();
    assertThat(console.out()).contains("needs whole sequences");
    assertThat(console.out().lines().filter(line -> line.contains("6 x 32"))).hasSize(2);
    assertThat(console.out().lines().filter(line -> line.contains("8 x 32")))
        .hasSize(2)
        .allMatch(line -> line.matches(".* dense +256 +0 +0\\.0000 +- +- +-"));
  }

  @Test
  void aModelOfUnknownOriginIsListedToo() throws IOException {
    CompactModel known = CompactExporter.export(Nets.trained(Nets.graph(), Nets.ANNEALED));
    CompactModel.of(known.layers(), Provenance.none("9.9")).save(file());
    assertThat(console.run("inspect", file())).as(console.err()).isZero();
    assertThat(console.out()).contains("Exported by dl4j-doping 9.9.").doesNotContain("SHA-256");
    assertThat(console.row("LSTM 1 R")).contains("8 x 32", "40", "64", "0.2500", "-");
  }

  @Test
  void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
    saved(Nets.trained(Nets.network(Nets.doped()), Nets.ANNEALED));
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(), bytes);
    assertThat(console.run("inspect", file())).isEqualTo(1);
    assertThat(console.err())
        .startsWith(file() + ": Not a readable compact model: at byte ")
        .doesNotContain("\tat ");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void aMissingFileIsAnError() {
    assertThat(console.run("inspect", file())).isEqualTo(1);
    assertThat(console.err()).isEqualToIgnoringNewLines("There is no file " + file() + ".");
  }

  @Test
  void aPlainNetworkWithWhatCanBeCompressed() throws IOException {
    MultiLayerNetwork net = Nets.network(Nets.dense());
    Nets.write(net, file(), true);
    assertThat(console.run("inspect", file())).as(console.err()).isZero();
    assertThat(console.out())
        .contains(
            Files.size(file())
                + " bytes, a MultiLayerNetwork of 507 parameters after 0 iterations and 0 epochs.")
        .contains("448 LSTM weights, 88.4 % of all parameters, can be compressed.");
    assertThat(console.row("memory"))
        .containsExactly("memory", "LSTM", "480", "6", "8", "192", "256", "can be compressed");
    assertThat(console.row("layer1")).startsWith("layer1", "RnnOutputLayer", "27", "-");
  }

  @Test
  void aDopedGraphWithItsDensities() throws IOException {
    Nets.write(Nets.trained(Nets.graph(), Nets.ANNEALED), file(), false);
    assertThat(console.run("inspect", file())).as(console.err()).isZero();
    assertThat(console.out())
        .contains("a ComputationGraph of", "after 4 iterations")
        .contains("There is no LSTM that the command compress could make smaller.")
        .contains(DopingReport.of(NetFile.read(file())).toString());
    assertThat(console.row("memory  ")).contains("DopedLSTM", "doped already");
  }

  /** What inspect promises is what compression does, whatever wraps an LSTM. */
  @Test
  void theSummaryAgreesWithCompression() {
    MultiLayerNetwork net =
        Nets.network(
            Nets.dense(),
            new FrozenLayer(Nets.lstm(Nets.UNITS)),
            new Bidirectional(Bidirectional.Mode.ADD, Nets.lstm(Nets.UNITS)),
            new GravesLSTM.Builder().nIn(Nets.UNITS).nOut(Nets.UNITS).build(),
            new DopedLSTM.Builder()
                .nIn(Nets.UNITS)
                .nOut(Nets.UNITS)
                .structure(Unstructured.none())
                .doping(Doping.dense())
                .build(),
            new DopedLSTM.Builder()
                .nIn(Nets.UNITS)
                .nOut(Nets.UNITS)
                .structure(LowRank.rank(1))
                .doping(Doping.none())
                .build(),
            new LastTimeStep(Nets.lstm(Nets.UNITS)));
    CompressionReport report =
        Compression.of(net).factor(1).structure(Unstructured.none()).run().report();
    List<NetLayer> layers = NetLayer.of(net);
    assertThat(layers.stream().filter(l -> l.state() == NetLayer.State.COMPRESSIBLE))
        .extracting(
            l -> l.layer() + l.direction(), NetLayer::inputWeights, NetLayer::recurrentWeights)
        .containsExactlyElementsOf(sizes(report.matrices()));
    assertThat(layers.stream().filter(l -> l.state() != NetLayer.State.COMPRESSIBLE))
        .extracting(l -> l.layer() + l.direction(), NetLayer::parameters)
        .containsExactlyElementsOf(
            report.leftAlone().stream().map(l -> tuple(l.layer(), l.parameters())).toList());
    assertThat(layers).extracting(NetLayer::state).contains(NetLayer.State.values());
  }

  private static List<Tuple> sizes(List<MatrixCompression> matrices) {
    List<Tuple> sizes = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i += 2) {
      MatrixCompression input = matrices.get(i);
      sizes.add(tuple(input.layer(), input.denseWeights(), matrices.get(i + 1).denseWeights()));
    }
    return sizes;
  }

  @Test
  void whatIsNeitherModelNorNetworkIsAnError() throws IOException {
    Files.writeString(file(), "neither");
    assertThat(console.run("inspect", file())).isEqualTo(1);
    assertThat(console.err()).startsWith(file() + " is not a model file of Deeplearning4j");
  }
}
