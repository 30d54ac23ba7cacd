package io.github.dl4jdoping.examples.atis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Small data sets on disk, in the format of ATIS. */
final class AtisFiles {

  private AtisFiles() {}

  /** Utterances of various lengths whose intent is the last of their words. */
  static void write(Path folder, int train, int others) throws IOException {
    Random random = new Random(3);
    part(folder, "train", random, train);
    part(folder, "valid", random, others);
    part(folder, "test", random, others);
  }

  private static void part(Path folder, String part, Random random, int utterances)
      throws IOException {
    StringBuilder words = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < utterances; i++) {
      int length = 1 + random.nextInt(6);
      int last = 0;
      for (int word = 0; word < length; word++) {
        last = random.nextInt(4);
        words.append(" w").append(last);
      }
      words.append(" \n");
      labels.append("intent").append(last).append('\n');
    }
    files(folder, part, words.toString(), labels.toString());
  }

  static void files(Path folder, String part, String words, String labels) throws IOException {
    Path of = Files.createDirectories(folder.resolve(part));
    Files.writeString(of.resolve("seq.in"), words);
    Files.writeString(of.resolve("label"), labels);
  }

  static List<String> parts() {
    return List.of("train", "valid", "test");
  }
}
