package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a file, reading it gives a model that saves to the same bytes, or a {@link
 * CompactFormatException}; and it takes memory in proportion to the file. A longer run: {@code
 * -Dmutations=2000000 -Dmutations.seed=2}.
 */
class MutationTest {

  private static final int COUNT = Integer.getInteger("mutations", 20_000);
  private static final long SEED = Long.getLong("mutations.seed", 1);

  /** What anything may allocate: messages, stack traces, objects. */
  private static final long ALWAYS_ALLOWED = 1 << 14;

  /** Arrays and copies of them; four bytes of position stand in one byte of the file. */
  private static final long TO_READ_A_BYTE = 8;

  /** Several layouts are tried for a sparse matrix, of which all but one are dropped at once. */
  private static final long TO_LOAD_A_BYTE = 1024;

  /** Rows are padded to whole vectors; at worst there is a single value in each. */
  private static final long TO_HOLD_A_BYTE = 32;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int loaded;

  private static List<byte[]> files() {
    List<byte[]> files = new ArrayList<>();
    files.add(GoldenFile.bytes());
    for (Family family : Family.values()) {
      files.add(encode(Provenance.none("x"), Examples.layers(family)));
      files.add(encode(GoldenFile.provenance(), Examples.streaming(family)));
      files.add(encode(Provenance.none("x"), Examples.wide(family)));
    }
    return files;
  }

  private static byte[] encode(Provenance provenance, List<CompactLayer> layers) {
    ByteBuffer buffer = CompactFile.encode(provenance, layers).bytes();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void damagedFilesDoNoHarm() {
    Mutations mutations = new Mutations(SEED, files());
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mutations.next();
      try {
        check(bytes);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("Mutation " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    assertThat(loaded).as("files that could be read").isBetween(COUNT / 50, COUNT / 2);
  }

  private void check(byte[] bytes) {
    Optional<CompactFile> file = read(bytes);
    assertAllocation(() -> read(bytes), TO_READ_A_BYTE * bytes.length);
    if (file.isPresent()) {
      loaded++;
      assertAllocation(() -> load(file.get()), TO_LOAD_A_BYTE * bytes.length);
      CompactModel model = load(file.get());
      assertThat(model.size().total().memoryBytes())
          .isLessThan(ALWAYS_ALLOWED + TO_HOLD_A_BYTE * bytes.length);
      assertThat(encode(model.provenance(), model.layers())).isEqualTo(bytes);
      runs(model);
    }
  }

  private static Optional<CompactFile> read(byte[] bytes) {
    try {
      return Optional.of(CompactFile.decode(bytes));
    } catch (CompactFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) bytes.length);
      return Optional.empty();
    }
  }

  private static CompactModel load(CompactFile file) {
    return CompactModel.of(file, KernelProvider.kernels());
  }

  /** The first message of each kind makes the JVM spin classes; the second one does not. */
  private void assertAllocation(Runnable action, long limit) {
    if (allocated(action) > ALWAYS_ALLOWED + limit) {
      assertThat(allocated(action)).isLessThanOrEqualTo(ALWAYS_ALLOWED + limit);
    }
  }

  private long allocated(Runnable action) {
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void runs(CompactModel model) {
    if (model.inputs() < 1 << 16) {
      float[] outputs = model.newSession().run(new float[2 * model.inputs()]);
      assertThat(outputs.length % model.outputs()).isZero();
    }
  }
}
