package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The experiment files of the repository, and the commands that read them. */
class CommittedFilesTest {

  private static final Path EXPERIMENTS = Path.of("experiments");

  @TempDir Path out;
  private final StringWriter text = new StringWriter();

  static List<String> files() throws IOException {
    try (var files = Files.list(EXPERIMENTS)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsInOrder(String file) {
    assertThat(execute("list", EXPERIMENTS.resolve(file).toString())).as(text.toString()).isZero();
    assertThat(text.toString()).contains("-seed1");
  }

  @Test
  void whatDecidesMostComesFirst() {
    execute("list", EXPERIMENTS.resolve("ptb-small.yaml").toString());

    assertThat(text.toString().lines().skip(2).limit(4).map(line -> line.replaceAll(" .*", "")))
        .containsExactly(
            "dense-seed1", "prune-10x-seed1", "doped-kp-rd-10x-seed1", "doped-kp-rd-20x-seed1");
  }

  @Test
  void aSelectionOfNothingIsExplained() {
    String file = EXPERIMENTS.resolve("ptb-small.yaml").toString();

    assertThat(execute("list", file, "--only", "nosuch")).isEqualTo(1);
    assertThat(text.toString()).contains("--only nosuch fits none of [dense-seed1,");
  }

  private int execute(String... args) {
    CommandLine command = Experiments.commandLine();
    PrintWriter writer = new PrintWriter(text, true);
    command.setOut(writer).setErr(writer);
    return command.execute(args);
  }
}
