package dev.windrow.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

  @ParameterizedTest
  @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "300, ac02", "2147483647, ffffffff07", "9223372036854775807, ffffffffffffffff7f"})
  void variableLengthNumbersAreLeb128(long value, String hex) {
    assertThat(written(out -> out.writeVarLong(value))).isEqualTo(hex);
    assertThat(reader(hex).readVarLong()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "-1, 01", "1, 02", "-64, 7f", "64, 8001", "9223372036854775807, feffffffffffffffff01",
      "-9223372036854775808, ffffffffffffffffff01"})
  void signedNumbersAreShortNearZero(long value, String hex) {
    assertThat(written(out -> out.writeZigZag(value))).isEqualTo(hex);
    assertThat(reader(hex).readZigZag()).isEqualTo(value);
  }

  @Test
  void fixedLengthNumbersAreBigEndian() {
    assertThat(written(out -> out.writeInt(0x01020304))).isEqualTo("01020304");
    assertThat(written(out -> out.writeLong(0x0102030405060708L))).isEqualTo("0102030405060708");
    assertThat(written(out -> out.writeByte(0x1FF))).isEqualTo("ff");
    assertThat(reader("fffffffe").readInt()).isEqualTo(-2);
    assertThat(reader("fffffffffffffffe").readLong()).isEqualTo(-2);
    assertThat(reader("ff").readByte()).isEqualTo(255);
  }

  @Test
  void blocksAndTextsCarryTheirLength() {
    assertThat(written(out -> out.writeBlock(new byte[] {1, 2, 3}))).isEqualTo("03010203");
    assertThat(written(out -> out.writeBlock(new byte[] {1, 2, 3}, 1, 1))).isEqualTo("0102");
    assertThat(written(out -> out.writeText("é"))).isEqualTo("02c3a9");
    assertThat(written(out -> out.writeBytes(new byte[] {9}))).isEqualTo("09");
    assertThat(reader("03010203").readBlock()).containsExactly(1, 2, 3);
    assertThat(reader("02c3a9").readText()).isEqualTo("é");
  }

  @Test
  void aResetWriterStartsAgain() {
    ByteWriter out = new ByteWriter(1);
    out.writeBytes(new byte[1000]);
    assertThat(out.size()).isEqualTo(1000);
    out.reset();
    out.writeByte(7);
    assertThat(out.toBytes()).containsExactly(7);
  }

  @Test
  void negativeNumbersHaveNoUnsignedForm() {
    assertThatThrownBy(() -> new ByteWriter().writeVarInt(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
  }

  @Test
  void aReaderOfAPartStaysInIt() {
    ByteReader in = new ByteReader(new byte[] {1, 2, 3, 4}, 1, 3);
    assertThat(in.position()).isEqualTo(1);
    in.skip(1);
    assertThat(in.readByte()).isEqualTo(3);
    assertThat(in.remaining()).isZero();
    assertThatThrownBy(in::readByte).isInstanceOf(MalformedBytesException.class).hasMessageContaining("at byte 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ffffffffffffffffff02", "ffffffffffffffffffff01"})
  void brokenNumbersAreRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).readZigZag()).isInstanceOf(MalformedBytesException.class);
  }

  @Test
  void numbersBeyondTheirTypeAreRefused() {
    assertThatThrownBy(() -> reader("8080808008").readVarInt())
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("2147483648");
    assertThatThrownBy(() -> reader("ffffffffffffffffff01").readVarLong()).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader("000000").readInt()).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader("00000000000000").readLong()).isInstanceOf(MalformedBytesException.class);
  }

  @Test
  void blocksBeyondTheEndAreRefusedBeforeAnythingIsAllocated() {
    assertThatThrownBy(() -> reader("ffffffff0701").readBlock())
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("at byte 0: expected a block of at most 1 bytes, found a length of 2147483647");
    assertThatThrownBy(() -> reader("0201").readText()).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader("01").skip(2)).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader("01").skip(-1)).isInstanceOf(MalformedBytesException.class);
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    assertThatThrownBy(() -> reader("02c3c3").readText()).isInstanceOf(MalformedBytesException.class).hasMessageContaining("UTF-8");
  }

  @Test
  void whatWasWrittenReadsBack() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      ByteWriter out = new ByteWriter();
      long[] values = random.longs(50).map(value -> value >>> value).toArray();
      for (long value : values) {
        out.writeZigZag(value);
        out.writeVarLong(value & Long.MAX_VALUE);
        out.writeVarInt((int) value & Integer.MAX_VALUE);
      }
      ByteReader in = new ByteReader(out.toBytes());
      for (long value : values) {
        assertThat(in.readZigZag()).as("seed %d", seed).isEqualTo(value);
        assertThat(in.readVarLong()).as("seed %d", seed).isEqualTo(value & Long.MAX_VALUE);
        assertThat(in.readVarInt()).as("seed %d", seed).isEqualTo((int) value & Integer.MAX_VALUE);
      }
      assertThat(in.remaining()).isZero();
    }
  }

  private static String written(Consumer<ByteWriter> write) {
    ByteWriter out = new ByteWriter();
    write.accept(out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  private static ByteReader reader(String hex) {
    return new ByteReader(HexFormat.of().parseHex(hex));
  }
}
