package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

  private final EventDecoder decoder = new EventDecoder(Events.SCHEMA);

  @Test
  void anIdleFrameSaysForHowLong() {
    EventBatch batch = decoder.decode(Frame.idle(4, 900, 250));
    batch.settle(77, 40, -1);

    assertThat(batch.idle()).isTrue();
    assertThat(batch.size()).isZero();
    assertThat(batch.partitions()).isEqualTo(4);
    assertThat(batch.wallMs()).isEqualTo(900);
    assertThat(batch.quietMs()).isEqualTo(250);
    assertThat(List.of(batch.firstOffset(), batch.nextOffset(), batch.clockBefore(), batch.clockAfter())).containsExactly(77L, 77L, 40L, 40L);
    assertThat(batch.maxRecordTimestamp()).isZero();
  }

  @Test
  void randomBatchesComeBackByteForByte() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<RawRecord> records = randomRecords(random);
      FrameBuilder frame = new FrameBuilder();
      frame.begin(1, 0);
      records.forEach(frame::record);

      EventBatch batch = decoder.decode(frame.finish());
      long shift = random.nextInt(100);
      batch.settle(records.get(0).offset() + shift, 0, 0);
      assertThat(batch.idle()).isFalse();
      assertThat(batch.quietMs()).isZero();
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
  void whatNeitherStageCouldUseIsRefused() {
    Records one = new RawRecords(List.of(new RawRecord(null, null, List.of(), 0, 0)));
    assertThat(Frame.of(one, 1, 0, false).isIdle()).isFalse();
    assertThat(Frame.idle(1, 0, 0).isIdle()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> Frame.of(one, 0, 0, false)).withMessageContaining("found 0 partitions");
    assertThatIllegalArgumentException().isThrownBy(() -> Frame.of(one, 1, -1, false)).withMessageContaining("wall time -1");
    assertThatIllegalArgumentException().isThrownBy(() -> Frame.idle(1, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Frame(one, 1, 0, 5, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Frame(new RawRecords(List.of()), 1, 0, Frame.BUSY, false)).withMessageContaining("0 records");
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
    assertThat(actual.headers()).as("seed %d", seed).isEqualTo(expected.headers());
  }
}
