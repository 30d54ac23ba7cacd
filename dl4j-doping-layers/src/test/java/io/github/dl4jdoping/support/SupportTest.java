package io.github.dl4jdoping.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportTest {

  @Test
  void positionsAreColumnMajor() {
    Support support = Support.of(2, 3, new float[] {0, 5, 0, 0, -1, 2});
    assertThat(support.positions()).containsExactly(1, 4, 5);
    assertThat(support.row(1)).isZero();
    assertThat(support.column(1)).isEqualTo(2);
    assertThat(support.density()).isEqualTo(0.5);
  }

  @Test
  void deltaCodeCountsSkippedPositionsInGroupsOfSevenBits() {
    Support support = Support.of(1000, 40, 0, 1, 129, 258, 258 + 16385 + 1);
    assertThat(support.deltaCode())
        .containsExactly(0, 0, 127, (byte) 0x80, 1, (byte) 0x81, (byte) 0x80, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.04, 0.5, 1})
  void decodingIsTheInverse(double density) {
    Random random = new Random(1);
    float[] matrix = new float[97 * 31];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random.nextDouble() < density ? 1 : 0;
    }
    Support support = Support.of(97, 31, matrix);
    ByteBuffer code = ByteBuffer.allocate(support.deltaCode().length + 3);
    code.put(support.deltaCode()).rewind();
    assertThat(Support.decode(97, 31, support.size(), code)).isEqualTo(support);
    assertThat(code.remaining()).isEqualTo(3);
  }

  @Test
  void theLastPossibleEntryCanBeReached() {
    int columns = Integer.MAX_VALUE;
    Support support = Support.of(1, columns, columns - 1);
    byte[] code = support.deltaCode();
    assertThat(code).hasSize(5);
    assertThat(Support.decode(1, columns, 1, ByteBuffer.wrap(code))).isEqualTo(support);
  }

  @ParameterizedTest
  @CsvSource({
    "2, '00', 'at least as many bytes', 0",
    "1, '06', 'lies at 6 of 6', 0",
    "2, '03 02', 'lies at 6 of 6', 1",
    "1, '80', 'ends within the gap', 0",
    "2, '01 80', 'at least as many|ends within the gap', 1",
    "1, '81 00', 'shortest form', 0",
    "1, 'ff ff ff ff 7f', 'lies at', 0",
    "1, 'ff ff ff ff ff 01', 'shortest form', 0"
  })
  void aDamagedCodeIsRefusedWhereItIsDamaged(int count, String hex, String problem, int at) {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(hex);
    ByteBuffer buffer = ByteBuffer.wrap(code);
    assertThatThrownBy(() -> Support.decode(2, 3, count, buffer))
        .isInstanceOf(MalformedSupportException.class)
        .message()
        .containsPattern(problem);
    assertThat(buffer.position()).isEqualTo(at);
  }

  @Test
  void impossibleSupportsAreRefused() {
    assertThatThrownBy(() -> Support.of(2, 3, 1, 1)).hasMessageContaining("number 1 is 1 after 1");
    assertThatThrownBy(() -> Support.of(2, 3, 6)).hasMessageContaining("number 0 is 6");
    assertThatThrownBy(() -> Support.of(2, 3, -1)).hasMessageContaining("[0, 6)");
    assertThatThrownBy(() -> Support.of(0, 3)).hasMessageContaining("at least one row");
    assertThatThrownBy(() -> Support.of(1 << 16, 1 << 15)).hasMessageContaining("2^31");
    assertThatThrownBy(() -> Support.of(2, 3, new float[5])).hasMessageContaining("5 values");
    assertThatThrownBy(() -> Support.decode(2, 3, 7, ByteBuffer.allocate(9)))
        .hasMessageContaining("0 to 6 non-zeros");
    assertThatThrownBy(() -> Support.decode(2, 3, -1, ByteBuffer.allocate(9)))
        .hasMessageContaining("0 to 6 non-zeros");
  }

  @Test
  void whatGoesInAndOutIsCopied() {
    int[] positions = {1, 2};
    Support support = Support.of(2, 3, positions);
    positions[0] = 0;
    support.positions()[1] = 5;
    assertThat(support.positions()).containsExactly(1, 2);
  }
}
