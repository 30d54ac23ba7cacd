package io.github.dl4jdoping.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  private static final String TENSOR = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
  private static final int LENGTH = 8;

  @TempDir Path folder;

  /** types.safetensors was written by the format's own library. */
  private static SafetensorsFile types() throws IOException {
    return SafetensorsFile.open(Golden.path("types.safetensors"));
  }

  private void assertRefused(byte[] bytes, String... message) throws IOException {
    Path path = Files.write(folder.resolve("test.safetensors"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(path).close())
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(message);
  }

  @Test
  void valuesOfAllFloatingPointTypesAreExact() throws IOException {
    try (SafetensorsFile file = types()) {
      assertThat(file.doubles("f64"))
          .containsExactly(1 / 3d, -1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
      assertThat(file.floats("f32")).containsExactly(1 / 3f, -3e38f, Float.MIN_VALUE, Float.NaN);
      assertThat(file.doubles("f32")).startsWith(1 / 3f, -3e38f, Float.MIN_VALUE);
      float[] halves = {0, -0f, 1, -2.5f, 65504, 0x1p-14f, 0x1p-24f, -0x1p-20f};
      assertThat(file.floats("f16"))
          .startsWith(halves)
          .endsWith(Float.POSITIVE_INFINITY, Float.NaN)
          .hasSize(10);
      assertThat(file.floats("bf16"))
          .containsExactly(1, -0f, 3.140625f, 0x1.2cp126f, Float.POSITIVE_INFINITY, Float.NaN);
    }
  }

  @Test
  void doublePrecisionIsRoundedToSingle() throws IOException {
    try (SafetensorsFile file = types()) {
      assertThat(file.floats("f64"))
          .containsExactly(1 / 3f, Float.NEGATIVE_INFINITY, 0, Float.POSITIVE_INFINITY);
    }
  }

  @Test
  void scalarsAndEmptyTensorsHaveOneValueAndNone() throws IOException {
    try (SafetensorsFile file = types()) {
      assertThat(file.tensor("scalar").shape()).isEmpty();
      assertThat(file.floats("scalar")).containsExactly(7.5f);
      assertThat(file.tensor("empty").shape()).containsExactly(0L, 3L);
      assertThat(file.floats("empty")).isEmpty();
    }
  }

  @Test
  void theHeaderIsToldInFull() throws IOException {
    try (SafetensorsFile file = types()) {
      assertThat(file.metadata()).containsEntry("note", "größer").containsEntry("format", "pt");
      assertThat(file.names())
          .containsExactlyInAnyOrder(
              "f64", "f32", "f16", "bf16", "scalar", "empty", "i64", "bool", "f8");
      SafetensorsTensor tensor = file.tensor("f64");
      assertThat(tensor.type()).isEqualTo(SafetensorsType.F64);
      assertThat(tensor.shape()).isEqualTo(List.of(2L, 2L));
      assertThat(tensor.end() - tensor.begin()).isEqualTo(32);
      assertThat(tensor).hasToString("\"f64\" F64 [2, 2]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i64", "bool", "f8"})
  void otherTypesAreListedAndNotRead(String name) throws IOException {
    try (SafetensorsFile file = types()) {
      assertThatThrownBy(() -> file.floats(name))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContainingAll(file.tensor(name).toString(), "F16, BF16, F32 and F64");
    }
  }

  @Test
  void aTensorThatIsNotThereIsAnErrorThatNamesTheOthers() throws IOException {
    try (SafetensorsFile file = types()) {
      assertThatThrownBy(() -> file.doubles("f65"))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContainingAll("types.safetensors", "no tensor \"f65\"", "\"f64\"");
    }
  }

  @Test
  void valuesOfManyPiecesAreInOrder() throws IOException {
    int count = 100_001;
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    data.asFloatBuffer().put(values);
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":["
            + count
            + "],\"data_offsets\":[0,"
            + 4 * count
            + "]}}";
    Path path = folder.resolve("large");
    Files.write(path, SafetensorsBytes.of(header.getBytes(UTF_8), data.array()));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.floats("a")).isEqualTo(values);
    }
  }

  @Test
  void aFileThatBecomesShorterIsAnError() throws IOException {
    Path path = new SafetensorsBytes().tensor("a", 4).write(folder);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Files.write(path, new byte[20]);
      assertThatThrownBy(() -> file.floats("a"))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("became shorter");
    }
  }

  @Test
  void aMissingFileIsMissingAndNotDamaged() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anEmptyHeaderIsAFileWithoutTensors() throws IOException {
    Path path = Files.write(folder.resolve("empty"), SafetensorsBytes.of("{}   ", 0));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "1000, 1000"})
  void filesThatEndEarlyAreRefused(int length, String found) throws IOException {
    byte[] bytes = new byte[length];
    if (length > 8) {
      bytes[2] = 1;
    }
    assertRefused(bytes, found + " bytes");
  }

  @Test
  void theHeadersLengthIsCheckedBeforeItIsRead() throws IOException {
    byte[] bytes = SafetensorsBytes.of("{\"a\":" + TENSOR + "}", LENGTH);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long length : new long[] {bytes.length - 7, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
      buffer.putLong(0, length);
      assertRefused(
          bytes, Long.toUnsignedString(length) + " bytes", "at most " + (bytes.length - 8));
    }
  }

  @Test
  void aHeaderLongerThanTheFormatAllowsIsRefused() throws IOException {
    Path path = folder.resolve("sparse");
    long length = SafetensorsFile.LONGEST_HEADER + 1;
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.writeLong(Long.reverseBytes(length));
      file.setLength(length + 8);
    }
    assertThatThrownBy(() -> SafetensorsFile.open(path).close())
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContainingAll("100000001 bytes", "at most 100000000");
  }

  /** A header, the bytes of data, and what the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":T,\"a\":T} | 8 | Duplicate field 'a'",
        "{\"a\":T} {} | 8 | goes on after its end",
        "{\"a\":T | 8 | not valid JSON",
        "[T] | 8 | does not start with {",
        "{\"a\":[]} | 0 | Tensor \"a\": an object of dtype, shape and data_offsets was expected",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | 8 | \"a\" lacks",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | 8 | two numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}} | 8 | more than 2",
        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2]}} | 8 | Duplicate field 'dtype'",
        "{\"a\":{\"dtype\":\"F32\",\"size\":[2]}} | 8 | has a field \"size\"",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | dtype \"F31\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 8 | holds -2",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | 8 | integers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9999999999999999999],\"data_offsets\":[0,8]}} | 8 | range",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | 3 values of 32 bits",
        "{\"a\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[0,1]}} | 1 | 1 values of 4 bits",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}} | 0 | than can be",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1152921504606846976],\"data_offsets\":[0,0]}} | 0 | than can be",
        "{\"a\":T} | 7 | within the 7 bytes",
        "{\"a\":T} | 9 | end at byte 8 of the data, which has 9",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,0]}} | 8 | end after it begins",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} | 2 | neither holes",
        "{\"a\":T,\"b\":T} | 8 | neither holes nor overlaps",
        "{\"__metadata__\":{\"a\":1}} | 0 | __metadata__ \"a\": a text was expected",
        "{\"__metadata__\":[]} | 0 | an object of texts",
      })
  void wrongHeadersAreRefused(String header, int length, String message) throws IOException {
    assertRefused(SafetensorsBytes.of(header.replace("T", TENSOR), length), message);
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() throws IOException {
    assertRefused(
        SafetensorsBytes.of(new byte[] {'{', '"', (byte) 0xff, '"', '}'}, new byte[0]),
        "not UTF-8 at byte 10");
  }

  @Test
  void deepNestingAndLongNamesDoNoHarm() throws IOException {
    assertRefused(SafetensorsBytes.of("{\"a\":" + "[".repeat(1_000_000), 0), "an object");
    String name = "\\n" + "x".repeat(1_000_000);
    Path path = folder.resolve("test.safetensors");
    Files.write(path, SafetensorsBytes.of("{\"" + name + "\":[]}", 0));
    assertThatThrownBy(() -> SafetensorsFile.open(path).close())
        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(500).contains("\"?xxx"));
  }
}
