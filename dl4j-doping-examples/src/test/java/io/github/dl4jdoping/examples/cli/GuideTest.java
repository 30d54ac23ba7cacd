package io.github.dl4jdoping.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.quickstart.GrammarModel;
import io.github.dl4jdoping.runtime.CompactModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

/** Follows docs/guides/compress-a-trained-model.md from its first line to its last. */
class GuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "compress-a-trained-model.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COMMAND =
      Pattern.compile("mvn .* -P(\\w+) verify -D\\w+\\.args=\"(.*)\"");

  private static final int SYMBOLS = 45;
  private static final int STEPS = 64;

  @TempDir Path folder;
  private final List<String> done = new ArrayList<>();

  @Test
  void everyCommandAndEveryLineOfJavaWorks() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(GUIDE));
    while (block.find()) {
      String text = block.group(2).replace("guide/", folder + "/");
      switch (block.group(1)) {
        case "java" -> runJava(text);
        case "" -> runCommands(text);
        default -> assertThat(block.group(1)).as("output is not run").isEqualTo("text");
      }
    }
    assertThat(done)
        .containsSubsequence("train", "inspect", "compress", "tune", "compact", "bench")
        .filteredOn("java"::equals)
        .hasSize(2);
    CompactModel model = CompactModel.load(folder.resolve("net.bin"));
    assertThat(model.inputs()).isEqualTo(SYMBOLS);
  }

  private void runCommands(String block) {
    Matcher command = COMMAND.matcher(block);
    while (command.find()) {
      List<String> arguments = new ArrayList<>(List.of(command.group(2).split(" ")));
      done.add(arguments.get(0));
      if (command.group(1).equals("grammar")) {
        arguments.add("--iterations=12");
        run(new CommandLine(new GrammarModel()), arguments);
      } else {
        assertThat(command.group(1)).isEqualTo("cli");
        run(DopingTool.commandLine(), arguments);
      }
    }
  }

  private static void run(CommandLine program, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int code = program.setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
    assertThat(code).as(arguments + ": " + output).isZero();
  }

  /** Imports are at the start of a block; the other lines become the body of a method. */
  private void runJava(String block) throws Exception {
    int body = block.lastIndexOf("import ");
    body = block.indexOf('\n', body) + 1;
    String name = "Lines" + done.size();
    String source =
        block.substring(0, body)
            + "public class "
            + name
            + " { public static void run(\n"
            + "    org.nd4j.linalg.dataset.api.iterator.DataSetIterator trainingData)\n"
            + "    throws Exception {\n"
            + block.substring(body)
            + "}}\n";
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    compile(file);
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes)) {
      loader.loadClass(name).getMethod("run", DataSetIterator.class).invoke(null, trainingData());
    }
    done.add("java");
  }

  private void compile(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String[] options = {
      "-proc:none",
      "-classpath",
      System.getProperty("java.class.path"),
      "-d",
      folder.toString(),
      file.toString()
    };
    assertThat(compiler.run(null, null, null, options)).as(Files.readString(file)).isZero();
  }

  private static DataSetIterator trainingData() {
    INDArray features = Nd4j.zeros(2, SYMBOLS, STEPS);
    INDArray labels = Nd4j.zeros(2, SYMBOLS, STEPS);
    for (int step = 0; step < STEPS; step++) {
      for (int document = 0; document < 2; document++) {
        features.putScalar(document, (step + document) % SYMBOLS, step, 1);
        labels.putScalar(document, (step + document + 1) % SYMBOLS, step, 1);
      }
    }
    List<DataSet> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      batches.add(new DataSet(features, labels));
    }
    return new ExistingDataSetIterator(batches);
  }
}
