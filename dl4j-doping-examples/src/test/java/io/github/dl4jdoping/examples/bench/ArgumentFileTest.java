package io.github.dl4jdoping.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentFileTest {

  @Test
  void quotesWhatTheLauncherWouldSplitOrUnescape() {
    assertThat(ArgumentFile.content(List.of("-cp", "C:\\My Jars\\a.jar", "say \"x\"")))
        .isEqualTo("\"-cp\"\n\"C:\\\\My Jars\\\\a.jar\"\n\"say \\\"x\\\"\"\n");
  }

  @Test
  void livesUntilItIsClosed() throws IOException {
    Path path;
    try (ArgumentFile file = new ArgumentFile(List.of("-version"))) {
      path = Path.of(file.argument().substring(1));
      assertThat(path).hasContent("\"-version\"");
    }
    assertThat(Files.exists(path)).isFalse();
  }
}
