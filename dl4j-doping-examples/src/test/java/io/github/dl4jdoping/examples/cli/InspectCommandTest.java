package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.deploy.CompactExporter;
import io.github.dl4jdoping.runtime.CompactModel;
import io.github.dl4jdoping.runtime.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
