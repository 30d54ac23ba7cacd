package io.github.dl4jdoping.examples.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SpokenDigitsTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainsDeploysStreamsAndReports() throws IOException {
    DataFolder.write(folder, Sounds.digits(9, 1));

    int code =
        run(
            "--units",
            "16",
            "--factor",
            "4",
            "--epochs",
            "3",
            "--seconds",
            "0.3",
            "--streams",
            "3",
            "--seeds",
            "5,6");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("40 recordings to train on, 50 to measure on.", "doped, seed 6: ")
        .containsPattern("(?m)^dense +[0-9.]+ +[0-9.]+ +[0-9.]+ +2 +3,072 +1.0x ")
        .containsPattern("(?m)^doped +[0-9.]+ +[0-9.]+ +[0-9.]+ +2 +[0-9]+ +4.0x ")
        .containsPattern("(?m)^dense, DL4J's rnnTimeStep +[0-9.]+ +[0-9.]+")
        .containsPattern("(?m)^doped, compact model( +[0-9.]+){8}$");
    Path results = folder.resolve("run");
    List<String> csv = Files.readAllLines(results.resolve("results.csv"));
    assertThat(csv).hasSize(1 + 2 * Variant.values().length);
    assertThat(csv.get(0)).startsWith("variant,seed,split,").contains(",parameterFactor,");
    assertThat(csv.get(1)).startsWith("dense,5,test,16,4.0,3,");
    assertThat(results.resolve("speech.png")).isNotEmptyFile();
    assertThat(results.resolve("doped-6.dlc")).isNotEmptyFile();
    assertThat(Files.size(results.resolve("doped-6.dlc")))
        .isLessThan(Files.size(results.resolve("dense-6.dlc")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--units 3            | --units must be at least 4; got 3",
        "--factor 0.5         | --factor must be at least 1; got 0.5",
        "--epochs 2           | --epochs must be at least 3",
        "--dropout 1          | --dropout must be in [0, 1); got 1.0",
        "--learning-rate 0    | --learning-rate must be above 0; got 0.0",
        "--seconds -1         | --seconds must be above 0; got -1.0",
        "--streams 0          | --streams must be at least 1; got 0",
        "--split train        | expected one of [test, validation]",
        "--seeds one          | Invalid value for option '--seeds'",
      })
  void wrongOptionsAreExplained(String options, String message) {
    assertThat(run(options.trim().split(" +"))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void missingDataIsExplainedWithoutAStackTrace() {
    assertThat(run("--quick")).isEqualTo(1);

    assertThat(err.toString()).contains("Free Spoken Digit Dataset").doesNotContain("\tat ");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("--data", "--seeds", "--streams", "--quick", "--split");
  }

  private int run(String... options) {
    CommandLine command = SpokenDigits.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] places = {"--data", folder.toString(), "--out", folder.resolve("run").toString()};
    return command.execute(
        Stream.concat(Arrays.stream(options), Arrays.stream(places)).toArray(String[]::new));
  }
}
