package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.value.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

  private final EventDecoder decoder = new EventDecoder(Events.SCHEMA);

  /** Golden: a change of the layout needs a new version byte, for frames are read again after an upgrade. */
  @Test
  void layoutOfAFrameIsFixed() {
    FrameWriter frame = new FrameWriter();
    frame.begin(4, 0x0102030405060708L, 1000);
    frame.record(1000, 5, new byte[] {'k'}, new byte[] {'{', '}'}, 0);
    frame.record(1300, -1, null, null, 2);
    frame.header("é", new byte[] {9});
    frame.header("", null);
    frame.record(1301, 6, new byte[0], new byte[0], 0);
    assertThat(frame.count()).isEqualTo(3);

    String header = "01" + "00" + "00000004" + "0102030405060708" + "0000000000000000" + "00000003";
    String first = "00" + "0000000000000005" + "026b" + "037b7d" + "00";
    String second = "ac02" + "ffffffffffffffff" + "00" + "00" + "02" + "02c3a9" + "0209" + "00" + "00";
    String third = "ad02" + "0000000000000006" + "01" + "01" + "00";
    assertThat(HexFormat.of().formatHex(frame.finish())).isEqualTo(header + first + second + third);
    assertThat(frame.bytes()).isEqualTo(frame.finish().length);
  }

  @Test
  void layoutOfAnIdleFrameIsFixed() {
    byte[] frame = FrameWriter.idle(4, 0x0102030405060708L, 250);
    assertThat(HexFormat.of().formatHex(frame)).isEqualTo("01" + "01" + "00000004" + "0102030405060708" + "00000000000000fa" + "00000000");

    EventBatch batch = decoder.decode(frame);
    batch.settle(77, 40, -1);
    assertThat(batch.idle()).isTrue();
    assertThat(batch.size()).isZero();
    assertThat(batch.partitions()).isEqualTo(4);
    assertThat(batch.wallMs()).isEqualTo(0x0102030405060708L);
    assertThat(batch.quietMs()).isEqualTo(250);
    assertThat(List.of(batch.firstOffset(), batch.nextOffset(), batch.clockBefore(), batch.clockAfter())).containsExactly(77L, 77L, 40L,
        40L);
    assertThat(batch.maxRecordTimestamp()).isZero();
  }

  @Test
  void randomBatchesComeBackByteForByte() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<RawRecord> records = randomRecords(random);
      FrameWriter writer = new FrameWriter();
      writer.begin(1, 1, 50);
      writer.record(50, 0, null, null, 0);
      byte[] frame = frameOf(writer, records);

      EventBatch batch = decoder.decode(frame);
      long shift = random.nextInt(100);
      batch.settle(records.get(0).offset() + shift, 0, 0);
      assertThat(batch.size()).as("seed %d", seed).isEqualTo(records.size());
      for (int row = 0; row < batch.size(); row++) {
        assertSame(records.get(row), shift, batch.raw(row), seed);
        assertThat(batch.offset(row)).as("seed %d", seed).isEqualTo(records.get(row).offset() + shift);
        assertThat(batch.recordTimestamp(row)).as("seed %d", seed).isEqualTo(records.get(row).timestamp());
      }
      assertThat(batch.nextOffset()).as("seed %d", seed).isEqualTo(records.get(records.size() - 1).offset() + shift + 1);
    }
  }

  @Test
  void aFrameCutAnywhereIsRefused() {
    byte[] frame = frameOf(new FrameWriter(), randomRecords(new Random(7)));
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> decoder.decode(cut)).as("cut to %d", length).isInstanceOf(MalformedBytesException.class);
    }
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    assertThatThrownBy(() -> decoder.decode(longer)).isInstanceOf(MalformedBytesException.class).hasMessageContaining("1 more bytes");
  }

  @Test
  void aFrameOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> decoder.decode(Events.utf8("{\"a\":1}".repeat(10))))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("at byte 0: expected a frame of version 1, found version 123");
    byte[] frame = FrameWriter.idle(1, 0, 0);
    frame[1] = 2;
    assertThatThrownBy(() -> decoder.decode(frame)).isInstanceOf(MalformedBytesException.class).hasMessageContaining("flags");
  }

  @Test
  void aFrameThatBothStagesCouldNotUseIsRefused() {
    String busy = "0100" + "00000001" + "0000000000000001" + "0000000000000000" + "00000000";
    String idle = "0101" + "00000001" + "0000000000000001" + "0000000000000005" + "00000000";
    String record = "05" + "0000000000000005" + "00" + "00" + "00";
    String one = busy.substring(0, busy.length() - 1) + "1" + record;
    assertThat(decoder.decode(HexFormat.of().parseHex(one)).size()).isEqualTo(1);
    for (String hex : new String[] {
        busy.replaceFirst("00000001", "00000000"), busy.replaceFirst("00000001", "ffffffff"),
        busy.substring(0, 12) + "ff" + busy.substring(14), busy.substring(0, 28) + "ff" + busy.substring(30), busy.substring(0, 42) + "05" + busy.substring(44),
        idle.substring(0, idle.length() - 1) + "1" + record, busy.substring(0, busy.length() - 1) + "2" + record + record,
        one.replaceFirst("05" + "0000000000000005" + "000000", "ffffffffffffffff7f" + "0000000000000005" + "000000")}) {
      assertThatThrownBy(() -> decoder.decode(HexFormat.of().parseHex(hex))).as(hex).isInstanceOf(MalformedBytesException.class);
    }
  }

  @Test
  void aHeadersNameThatIsNotUtf8IsRefusedAtOnceAndNotWhenTheRecordIsAskedFor() {
    FrameWriter frame = new FrameWriter();
    frame.begin(1, 0, 0);
    frame.record(0, 0, null, Events.utf8("{}"), 1);
    frame.header("name", null);
    byte[] damaged = frame.finish();
    damaged[damaged.length - 2] = (byte) 0xff;
    assertThatThrownBy(() -> decoder.decode(damaged)).isInstanceOf(MalformedBytesException.class).hasMessageContaining("UTF-8");
  }

  @Test
  void aCountThatCannotBeTrueAllocatesNothing() {
    byte[] frame = FrameWriter.idle(1, 0, 0);
    Arrays.fill(frame, frame.length - Integer.BYTES, frame.length, (byte) 0x7F);
    assertThatThrownBy(() -> decoder.decode(frame)).isInstanceOf(MalformedBytesException.class).hasMessageContaining("2139062143");
  }

  @Test
  void randomDamageIsRefusedOrReadButNothingElse() {
    byte[] frame = frameOf(new FrameWriter(), randomRecords(new Random(3)));
    for (long seed = 1; seed <= 20_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = frame.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        decoder.decode(damaged);
      } catch (MalformedBytesException refused) {
        assertThat(refused).hasMessageContaining("expected");
      }
    }
  }

  @Test
  void aRecordBeforeTheFirstIsRefused() {
    FrameWriter frame = new FrameWriter();
    frame.begin(1, 0, 10);
    assertThatThrownBy(() -> frame.record(9, 0, null, null, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] frameOf(FrameWriter writer, List<RawRecord> records) {
    writer.begin(1, 0, records.get(0).offset());
    for (RawRecord record : records) {
      writer.record(record.offset(), record.timestamp(), record.key(), record.value(), record.headers().size());
      record.headers().forEach(header -> writer.header(header.key(), header.value()));
    }
    return writer.finish();
  }

  private static List<RawRecord> randomRecords(Random random) {
    List<RawRecord> records = new ArrayList<>();
    long offset = random.nextInt(1_000_000);
    for (int i = random.nextInt(20); i >= 0; i--) {
      List<RawHeader> headers = new ArrayList<>();
      for (int h = Math.max(0, random.nextInt(6) - 3); h > 0; h--) {
        headers.add(new RawHeader("h" + random.nextInt(), randomBytes(random)));
      }
      records.add(new RawRecord(randomBytes(random), randomBytes(random), headers, offset, random.nextInt(100) - 1L));
      offset += 1 + (random.nextInt(5) == 0 ? random.nextLong(1L << 40) : 0);
    }
    return records;
  }

  private static byte[] randomBytes(Random random) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void assertSame(RawRecord expected, long shift, RawRecord actual, long seed) {
    assertThat(actual.key()).as("seed %d", seed).isEqualTo(expected.key());
    assertThat(actual.value()).as("seed %d", seed).isEqualTo(expected.value());
    assertThat(actual.offset()).as("seed %d", seed).isEqualTo(expected.offset() + shift);
    assertThat(actual.timestamp()).as("seed %d", seed).isEqualTo(expected.timestamp());
    assertThat(actual.headers()).as("seed %d", seed).hasSameSizeAs(expected.headers());
    for (int i = 0; i < expected.headers().size(); i++) {
      assertThat(actual.headers().get(i).key()).as("seed %d", seed).isEqualTo(expected.headers().get(i).key());
      assertThat(actual.headers().get(i).value()).as("seed %d", seed).isEqualTo(expected.headers().get(i).value());
    }
  }
}
