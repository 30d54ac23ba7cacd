package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReportCommandTest {

  private static final String HEADER = "experiment,seed,status,test,minutes,date,commit\n";
  private static final String TABLE =
      """
      tables:
      - name: t
        experiments: EXPERIMENTS
        only: ^(one|two)-
        reference: one
        measures: {test: 1}
        loss: test
        better: lower
      """;

  @TempDir Path folder;
  private Path experiments;
  private Path results;
  private final StringWriter text = new StringWriter();

  @BeforeEach
  void writeFiles() throws IOException {
    results = Files.createDirectories(folder.resolve("results"));
    experiments = folder.resolve("list.yaml");
    Files.writeString(
        experiments,
        """
        defaults: {task: ptb, preset: tiny, variant: dense}
        experiments: [{name: one}, {name: two}, {name: three}]
        """);
    declare(
        TABLE
            + """
            plots:
            - {name: p, title: P, task: ptb, runs: [two-seed1], column: loss, minus: one-seed1}
            """);
    Files.writeString(
        folder.resolve("document.md"),
        "<!-- generated: t -->\n<!-- end -->\n<!-- generated: p -->\n<!-- end -->\n");
  }

  @Test
  void takesOverWhatWasRunAndFillsTheDocument() throws IOException {
    String end = ",2,2026-01-01T00:00:00Z,abc\n";
    Files.writeString(
        results.resolve("ptb.csv"), HEADER + "one,1,ok,100" + end + "two,1,ok,1" + end);
    run("ptb.csv", HEADER + "two,1,ok,110" + end);
    run("ptb/one-seed1/curve.csv", "iteration,loss\n20,5\n40,4\n");
    run("ptb/two-seed1/curve.csv", "iteration,loss\n20,6\n40,4.5\n");

    assertThat(report("--from", folder.resolve("runs").toString())).as(text.toString()).isZero();

    assertThat(folder.resolve("document.md"))
        .content()
        .contains("| one | 1 | 100.0 | - |", "| two | 1 | 110.0 | +10.0 |", "![P](results/p.png)")
        .doesNotContain("three");
    assertThat(new ResultFile(results.resolve("ptb.csv")).rows())
        .extracting(row -> row.get("test"))
        .containsExactly("100", "110");
    assertThat(results.resolve("curves")).isDirectoryContaining("glob:**/two-seed1.csv");
  }

  @Test
  void unfinishedRunsAreNamedUntilTheyAreFinished() throws IOException {
    run("ptb/one-seed1/curve.csv", "iteration,loss\n20,5\n40,4\n");
    report("--from", folder.resolve("runs").toString());

    assertThat(folder.resolve("document.md"))
        .content()
        .contains("| one | unfinished | - |", "- one, seed 1, unfinished: at iteration 40")
        .contains("none is run yet");

    run("ptb.csv", HEADER + "one,1,ok,100,2,2026-01-01T00:00:00Z,abc\n");
    report("--from", folder.resolve("runs").toString());
    assertThat(folder.resolve("document.md"))
        .content()
        .contains("| one | 1 | 100.0 | - |")
        .doesNotContain("unfinished");
  }

  @Test
  void beforeAnythingIsRunTheDocumentSaysSo() {
    assertThat(report()).as(text.toString()).isZero();

    assertThat(folder.resolve("document.md"))
        .content()
        .contains("| one | not run |", "Not run: one-seed1, two-seed1.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reference: one    | reference: four     | 'reference' must be one of the experiments",
        "better: lower     | better: less        | 'better' must be one of [lower, higher]",
        "loss: test        | loss: tset          | 'loss' must be one of [test]; got 'tset'",
        "loss: test        | los: test           | unknown key 'los'",
        "{test: 1}         | {test: x}           | 'test' must be a whole number",
        "name: t           | name: t/t           | are allowed; got 't/t'",
      })
  void mistakesInTheDeclarationAreExplained(String right, String wrong, String message)
      throws IOException {
    declare(TABLE.replace(right, wrong));

    assertThatThrownBy(() -> ReportFile.read(results.resolve("report.yaml"), tasks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("report.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void theDeclarationOfTheRepositoryIsInOrder() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    String committed = Files.readString(root.resolve("docs/results/report.yaml"));
    String experimentsFolder = "dl4j-doping-examples/experiments";
    declare(committed.replace(experimentsFolder, root.resolve(experimentsFolder).toString()));

    ReportFile declared = ReportFile.read(results.resolve("report.yaml"), tasks());

    Map<String, List<String>> runs = new HashMap<>();
    declared
        .tables()
        .forEach(
            table ->
                table
                    .runs()
                    .forEach(
                        run ->
                            runs.computeIfAbsent(run.task().name(), t -> new ArrayList<>())
                                .add(run.id())));
    assertThat(declared.plots())
        .isNotEmpty()
        .allSatisfy(plot -> assertThat(runs.get(plot.task())).containsAll(plot.runs()));
  }

  private static List<Task> tasks() {
    return ListOptions.tasks();
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(
        results.resolve("report.yaml"), yaml.replace("EXPERIMENTS", experiments.toString()));
  }

  private void run(String file, String content) throws IOException {
    Path path = folder.resolve("runs").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private int report(String... options) {
    CommandLine command = Experiments.commandLine();
    PrintWriter writer = new PrintWriter(text, true);
    command.setOut(writer).setErr(writer);
    List<String> args = new ArrayList<>(List.of("report", "--results"));
    args.add(results.toString());
    args.addAll(List.of(options));
    args.add(folder.resolve("document.md").toString());
    return command.execute(args.toArray(String[]::new));
  }
}
