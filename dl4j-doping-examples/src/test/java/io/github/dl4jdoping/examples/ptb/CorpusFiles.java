package io.github.dl4jdoping.examples.ptb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small corpora on disk, in the format of Mikolov's files. */
final class CorpusFiles {

  private CorpusFiles() {}

  /** Text in which each word depends on the one before it; every word occurs in training. */
  static void write(Path folder, int words, int trainLines, int otherLines) throws IOException {
    Random random = new Random(7);
    StringBuilder all = new StringBuilder();
    for (int word = 0; word < words; word++) {
      all.append(" w").append(word);
    }
    plain(folder, "ptb.train.txt", all + " \n" + lines(random, words, trainLines));
    plain(folder, "ptb.valid.txt", lines(random, words, otherLines));
    plain(folder, "ptb.test.txt", lines(random, words, otherLines));
  }

  private static String lines(Random random, int words, int count) {
    StringBuilder text = new StringBuilder();
    int word = 0;
    for (int line = 0; line < count; line++) {
      for (int i = 0; i < 9; i++) {
        word = (word * 3 + random.nextInt(3)) % words;
        text.append(" w").append(word);
      }
      text.append(" \n");
    }
    return text.toString();
  }

  static void plain(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  static void zipped(Path folder, String name, String text) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
