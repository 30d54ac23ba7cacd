package io.github.dl4jdoping.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFileTest {

  @TempDir Path folder;

  @Test
  void experimentsInheritExpandAndComeFirstSeedsFirst() throws IOException {
    List<PlannedRun> runs =
        read(
            """
            defaults: {task: fake, size: 7, seeds: 5}
            experiments:
            - name: a
              seeds: [1, 2]
            - name: b
              size: [8, 9]
            """);

    assertThat(runs)
        .extracting(PlannedRun::id)
        .containsExactly("a-seed1", "b-size8-seed5", "b-size9-seed5", "a-seed2");
    assertThat(runs.get(0).settings()).isEqualTo(Map.of("size", "7", "steps", "4"));
    assertThat(runs.get(2).settings()).containsEntry("size", "9");
  }

  @Test
  void severalListsGiveEveryCombination() throws IOException {
    List<PlannedRun> runs =
        read("experiments: [{name: a, task: fake, size: [1, 2], steps: [3, 4]}]");

    assertThat(runs)
        .extracting(PlannedRun::experiment)
        .containsExactly("a-size1-steps3", "a-size1-steps4", "a-size2-steps3", "a-size2-steps4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "experiments: [                                 | not well-formed YAML",
        "experiment: []                                 | unknown key 'experiment'; allowed are",
        "defaults: {}                                   | 'experiments' must be a list",
        "experiments: []                                | with at least one entry",
        "experiments: [{task: fake}]                    | experiments[0]: 'name' must be",
        "experiments: [{name: a/b, task: fake}]         | letters, digits, '.', '_' and '-'",
        "experiments: [{name: a}]                       | experiment 'a': 'task' must be",
        "experiments: [{name: a, task: x}]              | one of [fake]; got 'x'",
        "experiments: [{name: a, task: fake, siez: 1}]  | experiment 'a': unknown setting 'siez'",
        "experiments: [{name: a, task: fake, size: {}}] | 'size' must be a single value; got {}",
        "experiments: [{name: a, task: fake, size: []}] | 'size' must have at least one value",
        "experiments: [{name: a, task: fake, size: x}]  | experiment 'a': For input string",
        "experiments: [{name: a, task: fake, seeds: x}] | 'seeds' must be a whole number",
        "experiments: [{name: a, task: fake, seeds: [1, 1]}] | each once; got [1, 1]",
        "experiments: [{name: a, task: fake}, {name: a, task: fake}] | more than one is called [a]",
        "experiments: [{name: a, name: b, task: fake}]  | found duplicate key name",
        "experiments: 3                                 | 'experiments' must be a list",
        "experiments: [3]                               | experiments[0]: expected a map",
      })
  void mistakesAreExplained(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("list.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void namesCannotBeInherited() {
    assertThatThrownBy(() -> read("defaults: {name: x}\nexperiments: [{name: a, task: fake}]"))
        .hasMessageContaining("list.yaml: defaults: 'name' cannot be inherited");
  }

  private List<PlannedRun> read(String yaml) throws IOException {
    Path file = folder.resolve("list.yaml");
    Files.writeString(file, yaml);
    return ExperimentFile.read(file, List.of(new FakeTask()));
  }
}
