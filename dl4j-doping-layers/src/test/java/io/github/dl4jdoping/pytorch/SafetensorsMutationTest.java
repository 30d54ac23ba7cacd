package io.github.dl4jdoping.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a file, reading it gives the values that are there, or a {@link
 * SafetensorsException}; and it takes memory in proportion to the file. A longer run: {@code
 * -Dmutations=200000 -Dmutations.seed=2}.
 */
class SafetensorsMutationTest {

  private static final int COUNT = Integer.getInteger("mutations", 3_000);
  private static final long SEED = Long.getLong("mutations.seed", 1);

  /** What anything may allocate: the parser's buffers, messages, stack traces. */
  private static final long ALWAYS_ALLOWED = 1 << 17;

  private static final long FOR_EACH_BYTE = 500;

  private static final String[] NUMBERS = {
    "0",
    "-1",
    "1",
    "2",
    "8",
    "16",
    "4294967296",
    "9223372036854775807",
    "1e3",
    "99999999999999999999"
  };
  private static final String[] TOKENS = {"{", "}", "[", "]", ",", ":", "\"", "F16", "null", " "};

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int read;

  @Test
  void damagedFilesDoNoHarm() throws IOException {
    byte[][] files = {
      Files.readAllBytes(Golden.path("types.safetensors")),
      Files.readAllBytes(Golden.path("narrow.safetensors"))
    };
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mutated(files[i % files.length]);
      try {
        check(bytes);
      } catch (RuntimeException | Error e) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        throw new AssertionError("Mutation " + i + ": " + text, e);
      }
    }
    assertThat(read).as("files that could be read").isBetween(COUNT / 20, COUNT / 2);
  }

  private byte[] mutated(byte[] file) {
    int headerLength = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, headerLength, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(file, 8 + headerLength, file.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] damaged = file.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        return damaged;
      }
      case 1 -> {
        return Arrays.copyOf(file, random.nextInt(2 * file.length));
      }
      case 2 -> header = withOtherNumber(header);
      default -> header = withOtherToken(header);
    }
    return SafetensorsBytes.of(header.getBytes(StandardCharsets.UTF_8), data);
  }

  private String withOtherNumber(String header) {
    String[] parts = header.split("(?<=[\\[,])(?=\\d)|(?<=\\d)(?=[,\\]])");
    int at = random.nextInt(parts.length);
    while (!parts[at].matches("\\d+")) {
      at = (at + 1) % parts.length;
    }
    parts[at] = NUMBERS[random.nextInt(NUMBERS.length)];
    return String.join("", parts);
  }

  private String withOtherToken(String header) {
    int from = random.nextInt(header.length());
    int to = Math.min(header.length(), from + random.nextInt(3));
    return header.substring(0, from) + TOKENS[random.nextInt(TOKENS.length)] + header.substring(to);
  }

  private void check(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("mutated"), bytes);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      read++;
      checkValues(file, bytes);
    } catch (SafetensorsException e) {
      assertThat(e.getMessage()).contains(path.toString()).hasSizeLessThan(2000);
    }
    assertThat(allocated(path)).isLessThan(ALWAYS_ALLOWED + FOR_EACH_BYTE * bytes.length);
  }

  private long allocated(Path path) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.names();
    } catch (SafetensorsException e) {
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void checkValues(SafetensorsFile file, byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = 8 + (int) all.getLong(0);
    long length = 0;
    for (String name : file.names()) {
      SafetensorsTensor tensor = file.tensor(name);
      length += tensor.end() - tensor.begin();
      if (tensor.type() == SafetensorsType.F32) {
        float[] values = new float[(int) tensor.size()];
        all.slice(start + (int) tensor.begin(), 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
        assertThat(file.floats(name)).isEqualTo(values);
      } else if (tensor.type().isReadable()) {
        assertThat(file.doubles(name)).hasSize((int) tensor.size());
      }
    }
    assertThat(start + length).isEqualTo(bytes.length);
  }
}
