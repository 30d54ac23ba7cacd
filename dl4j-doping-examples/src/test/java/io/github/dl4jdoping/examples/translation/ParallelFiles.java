package io.github.dl4jdoping.examples.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small data sets on disk, in the format of Multi30k. */
final class ParallelFiles {

  private ParallelFiles() {}

  /** Sentences of one to four words out of five, each translated word by word. */
  static void write(Path folder, int train, int others) throws IOException {
    Random random = new Random(5);
    part(folder, "train", random, train);
    part(folder, "val", random, others);
    part(folder, "test_2016_flickr", random, others);
  }

  private static void part(Path folder, String part, Random random, int sentences)
      throws IOException {
    StringBuilder english = new StringBuilder();
    StringBuilder german = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      int length = 1 + random.nextInt(4);
      for (int word = 0; word < length; word++) {
        int id = random.nextInt(5);
        english.append(word == 0 ? "" : " ").append("e").append(id);
        german.append(word == 0 ? "" : " ").append("d").append(id);
      }
      english.append('\n');
      german.append('\n');
    }
    files(folder, part, english.toString(), german.toString());
  }

  static void files(Path folder, String part, String english, String german) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(part + ".lc.norm.tok.en"), english);
    Files.writeString(folder.resolve(part + ".lc.norm.tok.de"), german);
  }
}
