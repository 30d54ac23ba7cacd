package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactFileTest {

  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.doped"), bytes);
  }

  /** The error that a damaged file gives. */
  private CompactFormatException error(byte[] bytes) throws IOException {
    Path file = write(bytes);
    return catchThrowableOfType(CompactFormatException.class, () -> CompactModel.load(file));
  }

  @Test
  void aFileIsWhatTheDocumentSays() throws IOException {
    CompactModel model = CompactModel.load(write(GoldenFile.bytes()));

    assertThat(model.provenance()).isEqualTo(GoldenFile.provenance());
    assertThat(model.layers()).hasSize(4);
    CompactLstm lstm = (CompactLstm) model.layers().get(1);
    assertThat(lstm.input().toDense()).containsExactly(0, 0, 0.5, -1);
    assertThat(lstm.recurrent().toDense()).containsExactly(1, 2, 2, 4);
    assertThat(lstm.bias()).containsExactly(0.5f, 1, 0, 0);

    float[] out = new float[2];
    model.newSession().step(new float[] {0}, out);
    double cell = Math.tanh(0.5) / (1 + Math.exp(1));
    double hidden = Math.tanh(cell) / (1 + Math.exp(-0.5));
    double first = Math.exp(hidden) / (Math.exp(hidden) + Math.exp(0.25 - hidden));
    assertThat((double) out[0]).isCloseTo(first, within(1e-6));
    assertThat((double) out[1]).isCloseTo(1 - first, within(1e-6));

    Path copy = folder.resolve("copy");
    model.save(copy);
    assertThat(copy).hasBinaryContent(GoldenFile.bytes());
  }

  @ParameterizedTest
  @EnumSource
  void everythingComesBack(Family family) throws IOException {
    List<CompactLayer> layers = Examples.layers(family);
    CompactModel model = CompactModel.of(layers, GoldenFile.provenance());
    Path file = folder.resolve("model");
    model.save(file);
    CompactModel loaded = CompactModel.load(file);
    Path again = folder.resolve("again");
    loaded.save(again);

    assertThat(again).hasSameBinaryContentAs(file);
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
    assertThat(loaded.size()).isEqualTo(model.size());
    float[] sequence = new Streams(model, 4, 2, 1).sequence();
    assertThat(loaded.newSession(2).run(sequence))
        .containsExactly(model.newSession(2).run(sequence));
  }

  @Test
  void anOldFileIsReplacedAndNothingIsLeftBeside() throws IOException {
    Path file = write(new byte[] {1, 2, 3});
    Files.write(folder.resolve("model.doped.part"), new byte[10_000]);
    CompactModel.load(Files.write(folder.resolve("golden"), GoldenFile.bytes())).save(file);
    assertThat(file).hasBinaryContent(GoldenFile.bytes());
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("golden", "model.doped");
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldFileAlone() throws IOException {
    Path file = write(new byte[] {1, 2, 3});
    Path obstacle = Files.createDirectories(folder.resolve("model.doped.part").resolve("x"));
    CompactModel model =
        CompactModel.load(Files.write(folder.resolve("golden"), GoldenFile.bytes()));
    assertThatThrownBy(() -> model.save(file)).isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(obstacle).exists();
  }

  @Test
  void aMissingFileIsMissingAndNotDamaged() {
    assertThatThrownBy(() -> CompactModel.load(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] golden = GoldenFile.bytes();
    for (int length = 0; length < golden.length; length++) {
      CompactFormatException error = error(Arrays.copyOf(golden, length));
      assertThat(error).as("%d bytes", length).isNotNull();
      assertThat(error.offset()).isLessThanOrEqualTo(length);
    }
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    for (int i = 0; i < GoldenFile.bytes().length; i++) {
      byte[] bytes = GoldenFile.bytes();
      bytes[i] ^= 0x40;
      assertThat(error(bytes)).as("byte %d", i).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void trailingBytesAreRefused(int count) throws IOException {
    byte[] golden = GoldenFile.bytes();
    byte[] longer = Arrays.copyOf(golden, golden.length + count);
    assertThat(error(longer)).hasMessageContaining("length of the file").matches(atByte(16));

    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putLong(16, longer.length);
    assertThat(error(Mutations.withChecksum(longer)))
        .hasMessageContaining("the end was expected, and " + count + " bytes are left")
        .matches(atByte(golden.length));
  }

  private static Predicate<CompactFormatException> atByte(long offset) {
    return error -> error.offset() == offset;
  }

  @Test
  void aNewerFileSaysWhatToDo() throws IOException {
    byte[] newer = GoldenFile.bytes();
    newer[8] = 2;
    assertThat(error(newer))
        .hasMessageContaining("newer version 2")
        .hasMessageContaining("update dl4j-doping")
        .matches(atByte(8));
  }

  @Test
  void otherFilesAreRecognised() throws IOException {
    assertThat(error("PK\3\4 this is a zip file".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("eight bytes")
        .matches(atByte(0));
  }

  @Test
  void aHybridMatrixIsWhatTheDocumentSays() throws CompactFormatException {
    String bytes =
        // Two free units, 1 and 3, rank 1.
        "05 02 00 00 00 01 00 00 00 03 00 00 00 01 00 00 00"
            // D [1, 8], L [1, 4], Q [1, 8]; no non-zeros.
            + "00 00 80 3f 00 00 00 40 00 00 40 40 00 00 80 40".repeat(2)
            + "00 00 80 3f".repeat(4)
            + "00 00 a0 40 00 00 c0 40".repeat(4)
            + "00 00 00 00";
    WeightMatrix matrix = FactorsReader.matrix(reader(bytes), 1, 16);
    assertThat(matrix.toDense()).containsExactly(5, 1, 6, 2, 5, 3, 6, 4, 5, 1, 6, 2, 5, 3, 6, 4);
    ByteWriter out = new ByteWriter();
    matrix.write(out);
    assertThat(out.finish().order(ByteOrder.LITTLE_ENDIAN)).isEqualTo(buffer(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "00 00 00 00, 1, 'from 1 to 4, and found 0'",
    "05 00 00 00, 1, 'from 1 to 4, and found 5'",
    "02 00 00 00 01 00 00 00 01 00 00 00, 9, 'from 2 to 3, and found 1'",
    "02 00 00 00 03 00 00 00 01 00 00 00, 9, 'from 4 to 3, and found 1'",
    "01 00 00 00 04 00 00 00, 5, 'from 0 to 3, and found 4'",
    "01 00 00 00 ff ff ff ff, 5, 'from 0 to 3, and found 4294967295'",
    "02 00 00 00 00 00 00 00 01 00 00 00, 5, 'other than the first 2'",
    "01 00 00 00 03 00 00 00 02 00 00 00, 9, 'The rank was expected, from 0 to 1, and found 2'",
    "02 00 00 00 01 00 00 00, 5, '8 bytes, and only 4 are left'",
  })
  void freeUnitsAreReadWithCare(String units, long offset, String problem) {
    ByteReader in = reader("05" + units);
    CompactFormatException error =
        catchThrowableOfType(CompactFormatException.class, () -> FactorsReader.matrix(in, 1, 16));
    assertThat(error).hasMessageContaining(problem);
    assertThat(error.offset()).isEqualTo(offset);
  }

  private static ByteReader reader(String hex) {
    return new ByteReader(buffer(hex));
  }

  private static ByteBuffer buffer(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fields of the golden file, each with a value that is wrong in a way of its own. */
  @ParameterizedTest
  @CsvSource({
    "24, ff ff ff 7f, 28,  'the version of the library was expected, 2147483647 bytes'",
    "24, ff ff ff ff, 24,  'from 0 to 2147483647, and found 4294967295'",
    "28, 30 ff, 29,  'not UTF-8'",
    "37, 41, 24,  'the provenance is impossible'",
    "149, 00 00 00 00 00 00 00 40, 129, 'in [0, 1]'",
    "157, 01, 157, 'unusual NaN'",
    "165, 00 00 00 00, 165, 'from 1 to 256, and found 0'",
    "165, 01 01 00 00, 165, 'from 1 to 256, and found 257'",
    "169, 07, 169, 'A kind of layer was expected, and 7'",
    "170, ff ff ff 7f, 180, 'The weights [2147483647, 1]'",
    "178, 08, 178, 'An activation function was expected, and 8'",
    "179, 02, 179, 'is there (1) or not (0), and found 2'",
    "180, 00 00 80 7f, 180, 'finite'",
    "193, 00 00 00 40, 199, 'The bias [4, 1073741824]'",
    "197, 03, 188, 'element-wise'",
    "215, 06, 215, 'A family of structured matrices was expected, and 6'",
    "216, 05 00 00 00, 216, 'from 0 to 4, and found 5'",
    "220, 80, 220, 'ends|shortest|lies at|left'",
    "222, 00 00 00 80, 188, 'finite and not 0'",
    "231, 00 00 00 00, 231, 'from 1 to'",
    "235, 02 00 00 00, 235, 'from 1 to 1, and found 2'",
    "239, 03 00 00 00, 239, 'a divisor of 4, and found 3'",
    "264, 02 00 00 00, 165, 'the layers do not fit'",
  })
  void wrongFieldsAreRefusedWhereTheyAre(int at, String hex, long offset, String problem)
      throws IOException {
    byte[] bytes = GoldenFile.bytes();
    byte[] wrong = HexFormat.ofDelimiter(" ").parseHex(hex.strip());
    System.arraycopy(wrong, 0, bytes, at, wrong.length);
    CompactFormatException error = error(Mutations.withChecksum(bytes));
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).containsPattern(problem.replaceAll("([\\[\\]()])", "\\\\$1"));
    assertThat(error.offset()).as(error.getMessage()).isEqualTo(offset);
  }
}
