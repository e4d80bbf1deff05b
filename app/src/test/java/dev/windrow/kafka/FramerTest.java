package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Frame;
import dev.windrow.event.RawRecord;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FramerTest {

  private static final int PARTITIONS = 4;
  private static final long WALL = 1_000_000;

  @Test
  void frameHasTheOffsetTimestampAndLeaderEpochOfItsFirstRecord() {
    ConsumerRecord<byte[], byte[]> frame = frame(List.of(record(41, "a"), record(42, "b"), record(50, "c")));

    assertThat(frame.topic()).isEqualTo("events");
    assertThat(frame.partition()).isEqualTo(3);
    assertThat(frame.offset()).isEqualTo(41);
    assertThat(frame.timestamp()).isEqualTo(1_041);
    assertThat(frame.leaderEpoch()).contains(9);
    assertThat(frame.key()).isNull();
    assertThat(frame.value()).isEmpty();
    assertThat(decode(frame).nextOffset()).isEqualTo(51);
  }

  @Test
  void recordsComeOutOfTheFrameAsTheyWentIn() {
    RecordHeaders headers = new RecordHeaders(new Header[] {new RecordHeader("trace", new byte[] {0, -1}), new RecordHeader("none", null)});
    ConsumerRecord<byte[], byte[]> full = new ConsumerRecord<>(
        "events", 3, 41, 7, TimestampType.CREATE_TIME, 1, 1, new byte[] {1}, new byte[] {2, 3}, headers, Optional.of(9));
    ConsumerRecord<byte[], byte[]> empty = new ConsumerRecord<>(
        "events", 3, 45, -1, TimestampType.NO_TIMESTAMP_TYPE, -1, -1, null, null, new RecordHeaders(), Optional.empty());

    EventBatch batch = decode(frame(List.of(full, empty)));

    assertThat(batch.partitions()).isEqualTo(PARTITIONS);
    assertThat(batch.wallMs()).isEqualTo(WALL);
    assertThat(batch.idle()).isFalse();
    assertThat(batch.nextOffset()).isEqualTo(46);
    RawRecord first = batch.raw(0);
    assertThat(first.key()).containsExactly(1);
    assertThat(first.value()).containsExactly(2, 3);
    assertThat(first.offset()).isEqualTo(41);
    assertThat(first.timestamp()).isEqualTo(7);
    assertThat(first.headers()).extracting(header -> header.key()).containsExactly("trace", "none");
    assertThat(first.headers().get(0).value()).containsExactly(0, -1);
    assertThat(first.headers().get(1).value()).isNull();
    RawRecord second = batch.raw(1);
    assertThat(second.key()).isNull();
    assertThat(second.value()).isNull();
    assertThat(second.offset()).isEqualTo(45);
    assertThat(second.timestamp()).isEqualTo(-1);
    assertThat(second.headers()).isEmpty();
  }

  @Test
  void oneRecordAloneIsFramedTooAndAHeaderOfThatNameIsNoFrame() {
    ConsumerRecord<byte[], byte[]> forged = record(41, "a");
    String name = new FrameHeader(Frame.idle(1, 0, 0)).key();
    forged.headers().add(name, new byte[] {1});

    EventBatch batch = decode(frame(List.of(forged)));

    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.raw(0).value()).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    assertThat(batch.raw(0).headers()).extracting(header -> header.key()).containsExactly(name);
    assertThat(FrameHeader.frame(forged.headers())).isNull();
  }

  @Test
  void idleFrameStandsAtThePositionAndHasNoRecords() {
    ConsumerRecord<byte[], byte[]> frame = Framer.idleFrame(new TopicPartition("events", 3), 77, PARTITIONS, WALL, 10_250);

    EventBatch batch = decode(frame);

    assertThat(frame.offset()).isEqualTo(77);
    assertThat(frame.timestamp()).isEqualTo(WALL);
    assertThat(batch.idle()).isTrue();
    assertThat(batch.quietMs()).isEqualTo(10_250);
    assertThat(batch.wallMs()).isEqualTo(WALL);
    assertThat(batch.partitions()).isEqualTo(PARTITIONS);
    assertThat(batch.size()).isZero();
    assertThat(batch.nextOffset()).isEqualTo(77);
  }

  @Test
  void headersOfARecordWithoutValueAreLookedAtEvenWhenNoneWereSeen() {
    ConsumerRecord<byte[], byte[]> deleted = new ConsumerRecord<>(
        "events", 3, 41, 7, TimestampType.CREATE_TIME, 1, -1, new byte[] {1}, null, new RecordHeaders().add("trace", null), Optional.empty());

    EventBatch batch = decode(frame(List.of(record(40, "a"), deleted), false));

    assertThat(batch.raw(0).headers()).isEmpty();
    assertThat(batch.raw(1).headers()).extracting(header -> header.key()).containsExactly("trace");
  }

  @Test
  void batchThatIsReleasedLetsGoOfTheResponse() {
    PolledRecords records = PolledRecords.of(FetchedRecords.of(List.of(record(41, "a"))), true);
    WeakReference<byte[]> response = new WeakReference<>(records.valueArray(0));
    EventBatch batch = decode(Framer.frame(records, PARTITIONS, WALL, false));

    batch.release();

    await().untilAsserted(() -> {
      System.gc();
      assertThat(response.get()).isNull();
    });
    assertThat(batch.size()).isEqualTo(records.count()).isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> frame(List<ConsumerRecord<byte[], byte[]>> records) {
    return frame(records, true);
  }

  private static ConsumerRecord<byte[], byte[]> frame(List<ConsumerRecord<byte[], byte[]>> records, boolean headersSeen) {
    return Framer.frame(PolledRecords.of(FetchedRecords.of(records), headersSeen), PARTITIONS, WALL, false);
  }

  private static EventBatch decode(ConsumerRecord<byte[], byte[]> record) {
    EventBatch batch = new EventDecoder(Config.defaults().schema()).decode(FrameHeader.frame(record.headers()));
    batch.settle(record.offset(), 0, record.timestamp());
    return batch;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
    return new ConsumerRecord<>(
        "events", 3, offset, 1_000 + offset, TimestampType.CREATE_TIME, -1, value.length(), null, value.getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(), Optional.of(9));
  }
}
