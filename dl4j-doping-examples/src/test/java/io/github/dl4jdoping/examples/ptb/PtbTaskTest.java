package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.dl4jdoping.examples.experiment.Task;
import io.github.dl4jdoping.examples.experiment.TaskRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

class PtbTaskTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "preset", "tiny",
          "variant", "doped-kp",
          "factor", "10",
          "rowDropout", "0.2",
          "annealFrom", "0.5",
          "annealTo", "1.5",
          "every", "1");

  @TempDir Path folder;
  private final PtbTask task = new PtbTask();

  @BeforeEach
  void writeCorpus() throws IOException {
    CorpusFiles.write(folder, 40, 300, 30);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Task.class)).anyMatch(PtbTask.class::isInstance);
  }

  @Test
  void givesTheResultOfTheProgram() throws IOException {
    Map<String, String> result = finish(open("run"));

    Map<String, String> program = new LinkedHashMap<>(resultOfTheProgram());
    List<String> alike = List.of("train", "valid", "test", "parameterFactor", "structureEnergy");
    assertThat(result).containsAllEntriesOf(selected(program, alike));
    assertThat(program).containsAllEntriesOf(task.complete(SETTINGS)).containsEntry("seed", "4");
    assertThat(Double.parseDouble(result.get("inputEnergy"))).isBetween(0.01, 0.99);
    assertThat(
            Double.parseDouble(result.get("inputEnergy"))
                + Double.parseDouble(result.get("recurrentEnergy")))
        .isCloseTo(2 * Double.parseDouble(result.get("structureEnergy")), offset(2e-4));
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "7"})
  void resumedRunsHaveTheSameResultAndCurve(int killedAt) throws IOException {
    Map<String, String> whole = finish(open("whole"));
    TaskRun killed = open("killed");
    advance(killed, killedAt);
    killed.checkpoint();
    advance(killed, 1);
    Nd4j.rand(3);
    TaskRun resumed = open("killed");

    assertThat(resumed.step()).isEqualTo(killedAt);
    Map<String, String> result = finish(resumed);
    whole.remove("seconds");
    assertThat(result).containsAllEntriesOf(whole);
    assertThat(folder.resolve("killed/curve.csv"))
        .hasSameTextualContentAs(folder.resolve("whole/curve.csv"));
  }

  @Test
  void theCurveShowsTheAnnealing() throws IOException {
    TaskRun run = open("run");
    finish(run);

    List<String> lines = Files.readAllLines(folder.resolve("run/curve.csv"));
    assertThat(lines.get(0))
        .isEqualTo("iteration,epoch,loss,density,rowDropout,inputEnergy,recurrentEnergy");
    List<String> last = List.of(lines.get(lines.size() - 1).split(",", -1));
    assertThat(last).hasSize(7).startsWith(run.steps() + "", "2").element(4).isEqualTo("0.2000");
    assertThat(Double.parseDouble(last.get(3))).isBetween(0.0, 0.1);
    assertThat(lines).filteredOn(line -> !line.endsWith(",")).hasSize(1 + 2);
  }

  @Test
  void theStatusSaysWhatIsKnown() throws IOException {
    TaskRun run = open("run");
    int epoch = run.steps() / 2;
    assertThat(run.status()).isEqualTo("epoch 1, valid -");
    advance(run, 1);
    assertThat(run.status()).matches("epoch 1, train [0-9.]+, [0-9]+ tokens/s, valid -");
    advance(run, epoch - 1);
    assertThat(run.status()).matches("epoch 2, valid [0-9.]+");
    advance(run, 1);
    assertThat(run.status()).matches("epoch 2, train [0-9.]+, [0-9]+ tokens/s, valid [0-9.]+");
  }

  @Test
  void completedSettingsAreAllOfThemAndStayAsTheyAre() {
    Map<String, String> all = task.complete(SETTINGS);

    assertThat(all)
        .containsEntry("granularity", "unstructured")
        .containsEntry("epochs", "2")
        .containsEntry("rowDropoutUntil", "Infinity")
        .doesNotContainKey("seed");
    assertThat(task.complete(all)).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "factr      | 3     | unknown setting 'factr'; allowed are [preset, variant, factor,",
        "seed       | 3     | unknown setting 'seed'",
        "factor     | x     | Invalid value for setting 'factor'",
        "factor     | 0.5   | factor must be at least 1; got 0.5",
        "rowDropout | 1     | rowDropout must be in [0, 1); got 1.0",
        "annealTo   | 7     | epochs",
        "variant    | dens  | expected one of [dense, kp,",
      })
  void wrongSettingsAreExplained(String name, String value, String message) {
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    settings.put(name, value);

    assertThatThrownBy(() -> task.complete(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("--");
  }

  private TaskRun open(String name) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    return task.open(folder, SETTINGS, 4, place);
  }

  private static void advance(TaskRun run, int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      run.advance();
    }
  }

  private static Map<String, String> finish(TaskRun run) throws IOException {
    advance(run, run.steps() - run.step());
    run.checkpoint();
    assertThatThrownBy(run::advance).isInstanceOf(IllegalStateException.class);
    return run.result();
  }

  private Map<String, String> resultOfTheProgram() throws IOException {
    CommandLine program = PennTreebank.commandLine();
    StringWriter out = new StringWriter();
    program.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    String options =
        "--preset tiny --variant doped-kp --factor 10 --row-dropout 0.2 --anneal 0.5,1.5 --every 1"
            + " --seed 4 --data "
            + folder
            + " --out "
            + folder.resolve("program");
    assertThat(program.execute(options.split(" ", -1))).as(out.toString()).isZero();
    List<String> csv = Files.readAllLines(folder.resolve("program/results.csv"));
    Map<String, String> result = new LinkedHashMap<>();
    List<String> values = List.of(csv.get(1).split(",", -1));
    List<String> names = List.of(csv.get(0).split(",", -1));
    names.forEach(name -> result.put(name, values.get(names.indexOf(name))));
    return result;
  }

  private static Map<String, String> selected(Map<String, String> all, List<String> names) {
    Map<String, String> some = new LinkedHashMap<>(all);
    some.keySet().retainAll(names);
    assertThat(some).hasSameSizeAs(names);
    return some;
  }
}
