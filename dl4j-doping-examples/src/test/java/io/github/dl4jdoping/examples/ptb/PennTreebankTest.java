package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.tasks.SupportGranularity;
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
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class PennTreebankTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainsReportsAndRefusesToOverwrite() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
    String[] options = {
      "--preset",
      "tiny",
      "--variant",
      "prune",
      "--factor",
      "5",
      "--anneal",
      "0.5,1.5",
      "--every",
      "1",
      "--seed",
      "4"
    };

    assertThat(run(options)).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("epoch 1 ", "epoch 2 ", "tokens/s")
        .containsPattern("(?m)^RESULT .*variant=prune.*seed=4.*parameterFactor=5\\.0");
    assertThat(folder.resolve("run/train.log")).content().contains("RESULT");
    List<String> csv = Files.readAllLines(folder.resolve("run/results.csv"));
    assertThat(csv).hasSize(2);
    // What only compressed networks have is empty at the end of the row.
    assertThat(csv.get(1).split(",", -1)).hasSameSizeAs(csv.get(0).split(",", -1));
    assertThat(csv.get(0)).startsWith("preset,variant,factor,").contains(",test,", ",byteFactor,");
    assertThat(csv.get(1)).startsWith("tiny,prune,5.0,");
    assertThat(run(options)).isEqualTo(2);
    assertThat(err.toString()).contains("checkpoint.zip is there already", "--resume");
  }

  @Test
  void resumesAFinishedRunWithMoreEpochs() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
    String[] options = {"--preset", "tiny", "--variant", "kp"};
    run(with(options, "--epochs", "1", "--checkpoint-minutes", "0"));

    assertThat(run(with(options, "--epochs", "2", "--resume"))).as(err.toString()).isZero();

    List<String> csv = Files.readAllLines(folder.resolve("run/results.csv"));
    assertThat(csv).hasSize(3);
    assertThat(csv.get(2)).startsWith("tiny,kp,").contains("," + lastCurve() + ",");
  }

  private String lastCurve() {
    String result = out.toString().lines().filter(l -> l.startsWith("RESULT")).toList().get(1);
    String curve = result.replaceAll(".*validCurve=([0-9. ]+).*", "$1");
    assertThat(curve.split(" ")).hasSize(2);
    return curve;
  }

  @ParameterizedTest
  @EnumSource
  void namesTheGranularityInItsResult(SupportGranularity granularity) throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
    String[] options = {"--preset", "tiny", "--variant", "prune", "--factor", "5"};
    String[] schedule = {"--anneal", "0,1", "--every", "1", "--epochs", "1"};

    assertThat(run(with(with(options, schedule), "--granularity", granularity.toString())))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .containsPattern("(?m)^RESULT .*granularity=" + granularity + ",.*parameterFactor=5\\.0");
    assertThat(Files.readAllLines(folder.resolve("run/results.csv")))
        .first()
        .asString()
        .contains(",seed,granularity,rowDropoutOn,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--variant dens                              | expected one of [dense, kp,",
        "--variant dense --preset huge               | expected one of [tiny, small,",
        "--variant dense --row-dropout 0.2           | --row-dropout needs two co-matrices",
        "--variant prune --row-dropout 0.2           | got prune",
        "--variant doped-kp --row-dropout 1          | --row-dropout must be in [0, 1); got 1.0",
        "--variant doped-kp --epochs 5               | --anneal must end within the 5 epochs",
        "--variant doped-kp --anneal 3               | --anneal needs two epochs",
        "--variant doped-kp --anneal 3,2             | --anneal must end after it starts; got 2.0",
        "--variant doped-kp --factor 0.5             | --factor must be at least 1; got 0.5",
        "--variant kp --terms 0                      | --terms must be at least 1; got 0",
        "--variant dense --clip 0                    | --clip must be above 0; got 0.0",
        "--variant dense --lr -1                     | --lr must be above 0; got -1.0",
        "--variant dense --dropout 1                 | --dropout must be in [0, 1); got 1.0",
        "--variant prune --granularity block4        | expected one of [unstructured, balanced16,",
        "--variant kp --granularity block8           | --granularity is for variants that prune",
        "--variant kp --kronecker flat               | expected square, long, or the four",
        "--variant lmf --kronecker long              | --kronecker is for the variants kp and",
        "--variant doped-kp --row-dropout-on input   | are for runs with --row-dropout",
        "--variant doped-kp --row-dropout-on W       | expected one of [both, input, recurrent]",
        "--variant prune --initial-share 0.2         | --initial-share is for variants with two",
        "--variant doped-kp --initial-share 0        | --initial-share must be in (0, 1)",
        "--variant doped-kp --doping-lr 0            | --doping-lr must be above 0; got 0.0",
        "--variant kp --regrow 0.1                   | --regrow are for variants that prune",
        "--variant prune --regrow 1                  | --regrow must be in [0, 1); got 1.0",
        "--variant prune --regrow-every 0            | --regrow-every must be at least 1; got 0",
        "--variant prune --regrow-until 1            | --regrow-until must come after the start",
        "--variant kp --distill 0.5                  | --distill and --teacher need each other",
        "--variant kp --teacher x                    | --distill and --teacher need each other",
        "--variant kp --teacher x --distill 1.1      | --distill must be in [0, 1]; got 1.1",
        "--variant kp --sampled-words 3              | --sampled-words must be 0 or an even number",
        "--variant kp --sampled-words -2             | --sampled-words must be 0 or an even number",
        "--variant kp --teacher x --distill 1 --sampled-words 2 | --sampled-words does not go with",
        "--variant dense --resume                    | There is nothing to resume",
        "--preset tiny                               | Missing required option: '--variant",
      })
  void wrongOptionsAreExplained(String options, String message) {
    assertThat(run(options.trim().split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void missingDataIsExplainedWithoutAStackTrace() {
    assertThat(run("--variant", "dense")).isEqualTo(1);

    assertThat(err.toString())
        .contains("ptb.train.txt", "929,589 tokens", "vocabulary of 10,000 words")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void impossibleBudgetsAreExplained() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);

    assertThat(
            run("--preset", "tiny", "--variant", "doped-hmd", "--factor", "100", "--anneal", "0,1"))
        .isEqualTo(1);

    assertThat(err.toString()).contains("100.0", "smallest possible");
  }

  @Test
  void helpNamesEveryOptionAndTheEngine() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("--data", "--variant", "--resume", "--checkpoint-minutes", "--limit")
        .contains("this library's");
  }

  private int run(String... options) {
    CommandLine command = PennTreebank.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(
        with(options, "--data", folder.toString(), "--out", folder.resolve("run").toString()));
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
  }
}
