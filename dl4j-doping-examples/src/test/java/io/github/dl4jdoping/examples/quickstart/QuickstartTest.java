package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.common.Versions;
import io.github.dl4jdoping.examples.report.Xml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import picocli.CommandLine;

class QuickstartTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainsAllVariantsAndWritesTableAndReport() throws IOException {
    Path report = folder.resolve("sub").resolve("report.html");
    int exitCode = run("--iterations", "10", "--units", "8", "--factor", "4", "--out", report);
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .contains("dense", "Kronecker", "doped Kronecker", "perfect predictor")
        .contains("4.0x")
        .contains("Report: " + report.toUri());

    String html = Files.readString(report);
    Document parsed = Xml.parse(html);
    assertThat(parsed.getElementsByTagName("figure").getLength()).isEqualTo(4);
    assertThat(parsed.getElementsByTagName("polyline").getLength()).isGreaterThan(8);
    assertThat(parsed.getElementsByTagName("img").getLength()).isEqualTo(4);
    assertThat(parsed.getElementsByTagName("mark").getLength()).isPositive();
    assertThat(html).contains("seed 1", "8 units", "10 iterations", Versions.project());
    assertNothingOutside(parsed, html);
  }

  private static void assertNothingOutside(Document parsed, String html) {
    NodeList images = parsed.getElementsByTagName("img");
    for (int i = 0; i < images.getLength(); i++) {
      assertThat(images.item(i).getAttributes().getNamedItem("src").getNodeValue())
          .startsWith("data:");
    }
    String withoutNamespaces = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertThat(withoutNamespaces)
        .doesNotContain("http", "href", "@import", "<script", "<link")
        .doesNotContainPattern("url\\((?!#)");
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("dl4j-doping \\d+\\.\\d+").doesNotContain("${");
  }

  @Test
  void impossibleOptionsAreUsageErrorsThatSayWhatIsAllowed() {
    assertThat(run("--factor", "0.5")).isEqualTo(2);
    assertThat(err.toString()).startsWith("The compression factor is at least 1; got 0.5.");
  }

  @Test
  void aFactorThatNoStructureReachesIsReportedBeforeTraining() {
    assertThat(run("--factor", "5000")).isEqualTo(2);
    assertThat(err.toString()).contains("The smallest possible layer");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderIsNoReport() {
    assertThat(run("--out", folder)).isEqualTo(2);
    assertThat(err.toString()).startsWith("--out needs the name of a file");
  }

  private int run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return new CommandLine(new Quickstart())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(texts);
  }
}
