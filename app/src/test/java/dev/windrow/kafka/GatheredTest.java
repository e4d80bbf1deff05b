package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GatheredTest {

  private static final TopicPartition ONE = new TopicPartition("events", 1);
  private static final TopicPartition TWO = new TopicPartition("events", 2);
  private static final TopicPartition PARTIALS = new TopicPartition("partials", 0);

  private static final int PORTION = 3;

  /** What the client brings, or throws, poll by poll. */
  private final Deque<Object> polls = new ArrayDeque<>();
  private final List<Duration> timeouts = new ArrayList<>();
  private final Gathered gathered = new Gathered(Set.of("events"), PORTION, this::poll, () -> true);

  @Test
  void whatSeveralPollsBringOfAPartitionIsOneFrameInOrder() {
    polls.add(polled(ONE, 10, 11, 15));
    polls.add(polled(TWO, 7, 8, 9));
    polls.add(polled(ONE, 16, 17, 18, 20));
    polls.add(ConsumerRecords.empty());

    gathered.poll(Duration.ofMillis(100));

    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = gathered.records(partition -> 3, partition -> false, 99);
    assertThat(records).containsOnlyKeys(ONE, TWO);
    ConsumerRecord<byte[], byte[]> frame = records.get(ONE).get(0);
    assertThat(records.get(ONE)).hasSize(1);
    assertThat(frame.offset()).isEqualTo(10);
    assertThat(frame.timestamp()).isEqualTo(1_010);
    assertThat(frame.leaderEpoch()).contains(10);
    EventBatch batch = batch(frame);
    assertThat(IntStream.range(0, batch.size()).mapToObj(batch::offset)).containsExactly(10L, 11L, 15L, 16L, 17L, 18L, 20L);
    assertThat(IntStream.range(0, batch.size()).mapToObj(row -> new String(batch.raw(row).value(), StandardCharsets.UTF_8)))
        .containsExactly("v10", "v11", "v15", "v16", "v17", "v18", "v20");
    assertThat(IntStream.range(0, batch.size()).mapToObj(row -> batch.raw(row).headers().size())).containsExactly(0, 1, 1, 0, 1, 0, 0);
    assertThat(batch.nextOffset()).isEqualTo(21);
    assertThat(gathered.nextOffsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(21), TWO, new OffsetAndMetadata(10)));
    assertThat(timeouts).containsExactly(Duration.ofMillis(100), Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  @Test
  void slicesGiveTheSameFrameAsTheirRecords() {
    polls.add(slices(ONE, 10, 11, 15));
    polls.add(polled(ONE, 16));
    polls.add(slices(ONE, 17, 18, 20));

    gathered.poll(Duration.ZERO);
    gathered.poll(Duration.ZERO);
    gathered.poll(Duration.ZERO);

    ConsumerRecord<byte[], byte[]> frame = gathered.records(partition -> 3, partition -> false, 99).get(ONE).get(0);
    assertThat(frame.offset()).isEqualTo(10);
    EventBatch batch = batch(frame);
    assertThat(IntStream.range(0, batch.size()).mapToObj(batch::offset)).containsExactly(10L, 11L, 15L, 16L, 17L, 18L, 20L);
    assertThat(IntStream.range(0, batch.size()).mapToObj(batch::recordTimestamp)).containsExactly(1_010L, 1_011L, 1_015L, 1_016L, 1_017L, 1_018L, 1_020L);
    assertThat(IntStream.range(0, batch.size()).mapToObj(row -> new String(batch.raw(row).value(), StandardCharsets.UTF_8)))
        .containsExactly("v10", "v11", "v15", "v16", "v17", "v18", "v20");
    assertThat(IntStream.range(0, batch.size()).mapToObj(row -> batch.raw(row).headers().size())).containsExactly(0, 1, 1, 0, 1, 0, 0);
  }

  @Test
  void slicesOfOtherTopicsAreRecords() {
    polls.add(slices(PARTIALS, 1, 2, 4));

    gathered.poll(Duration.ZERO);

    List<ConsumerRecord<byte[], byte[]>> records = gathered.records(partition -> 1, partition -> false, 0).get(PARTIALS);
    assertThat(records).extracting(ConsumerRecord::offset).containsExactly(1L, 2L, 4L);
    assertThat(records).extracting(record -> new String(record.value(), StandardCharsets.UTF_8)).containsExactly("v1", "v2", "v4");
    assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(1_001L, 1_002L, 1_004L);
    assertThat(records).extracting(record -> record.headers().toArray().length).containsExactly(1, 0, 0);
    assertThat(records).extracting(ConsumerRecord::key).containsOnlyNulls();
  }

  @Test
  void aPollThatBroughtLessThanItMayIsTheLast() {
    polls.add(polled(ONE, 10, 11));
    polls.add(polled(ONE, 12));

    gathered.poll(Duration.ZERO);

    assertThat(polls).hasSize(1);
    assertThat(gathered.nextOffsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(12)));
  }

  @Test
  void whatAFurtherPollThrowsIsThrownByTheNextAndNothingIsLost() {
    polls.add(polled(ONE, 10, 11, 12));
    polls.add(new KafkaException("not now"));
    polls.add(polled(ONE, 13));

    gathered.poll(Duration.ZERO);
    assertThat(offsets(ONE)).containsExactly(10L, 11L, 12L);

    gathered.clear();
    assertThatThrownBy(() -> gathered.poll(Duration.ZERO)).isInstanceOf(KafkaException.class).hasMessage("not now");
    gathered.poll(Duration.ZERO);
    assertThat(offsets(ONE)).containsExactly(13L);
  }

  @Test
  void whatTheFirstPollThrowsIsThrownAtOnce() {
    polls.add(new KafkaException("not now"));

    assertThatThrownBy(() -> gathered.poll(Duration.ZERO)).hasMessage("not now");

    assertThat(gathered.records(partition -> 3, partition -> false, 0)).isEmpty();
  }

  @Test
  void aFrameSaysWhetherItsPartitionHasNothingMore() {
    polls.add(polled(ONE, 10));
    polls.add(polled(TWO, 20));

    gathered.poll(Duration.ZERO);
    gathered.poll(Duration.ZERO);

    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = gathered.records(partition -> 3, ONE::equals, 0);
    assertThat(batch(records.get(ONE).get(0)).caughtUp()).isTrue();
    assertThat(batch(records.get(TWO).get(0)).caughtUp()).isFalse();
  }

  @Test
  void recordsOfOtherTopicsStayWhatTheyAre() {
    polls.add(polled(PARTIALS, 1, 2, 3));
    polls.add(polled(PARTIALS, 4));

    gathered.poll(Duration.ZERO);

    assertThat(gathered.records(partition -> 1, partition -> false, 0).get(PARTIALS)).extracting(ConsumerRecord::offset).containsExactly(1L, 2L, 3L, 4L);
    assertThat(gathered.records(partition -> 1, partition -> false, 0).get(PARTIALS)).extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("v1", "v2", "v3", "v4");
  }

  @Test
  void partitionsThatBecomeSomebodyElsesDuringAFurtherPollAreNotHandedOver() {
    polls.add(polled(ONE, 10, 11, 12));
    polls.add(polled(TWO, 20, 21, 22));
    polls.add((Runnable) () -> gathered.forget(List.of(ONE, PARTIALS)));

    gathered.poll(Duration.ZERO);

    assertThat(gathered.records(partition -> 3, partition -> false, 0)).containsOnlyKeys(TWO);
    assertThat(gathered.nextOffsets()).containsOnlyKeys(TWO);
  }

  @Test
  void enoughIsAsManyRecordsAsAFrameIsWorthOverAllPartitions() {
    polls.add(polled(ONE, IntStream.range(0, 32_000).toArray()));
    polls.add(polled(TWO, IntStream.range(0, 18_000).toArray()));
    polls.add(polled(ONE, 32_000));

    gathered.poll(Duration.ZERO);

    assertThat(polls).hasSize(1);
    gathered.clear();
    assertThat(gathered.records(partition -> 3, partition -> false, 0)).isEmpty();
    assertThat(gathered.nextOffsets()).isEmpty();
  }

  @Test
  void largeRecordsAreEnoughSooner() {
    for (int i = 0; i < 4; i++) {
      int offset = i * PORTION;
      polls.add(new ConsumerRecords<>(
          Map.of(ONE, fetched(IntStream.range(offset, offset + PORTION).mapToObj(o -> record(ONE, o, new byte[1 << 20])).toList())), Map.of()));
    }

    gathered.poll(Duration.ZERO);

    assertThat(polls).hasSize(1);
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    timeouts.add(timeout);
    Object next = polls.remove();
    if (next instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (next instanceof Runnable rebalance) {
      rebalance.run();
      return ConsumerRecords.empty();
    }
    return polled(next);
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecords<byte[], byte[]> polled(Object records) {
    return (ConsumerRecords<byte[], byte[]>) records;
  }

  private List<Long> offsets(TopicPartition partition) {
    EventBatch batch = batch(gathered.records(any -> 3, any -> false, 0).get(partition).get(0));
    return IntStream.range(0, batch.size()).mapToObj(batch::offset).toList();
  }

  private static EventBatch batch(ConsumerRecord<byte[], byte[]> frame) {
    EventBatch batch = new EventDecoder(Config.defaults().schema()).decode(FrameHeader.frame(frame.headers()));
    batch.settle(frame.offset(), 0, frame.timestamp());
    return batch;
  }

  private static ConsumerRecords<byte[], byte[]> polled(TopicPartition partition, int... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset : offsets) {
      records.add(record(partition, offset, ("v" + offset).getBytes(StandardCharsets.UTF_8)));
    }
    OffsetAndMetadata next = new OffsetAndMetadata(offsets[offsets.length - 1] + 1);
    return new ConsumerRecords<>(Map.of(partition, fetched(records)), Map.of(partition, next));
  }

  private static List<ConsumerRecord<byte[], byte[]>> fetched(List<ConsumerRecord<byte[], byte[]>> records) {
    return FetchedRecords.saidToBeArrays(FetchedRecords.of(records));
  }

  private static ConsumerRecords<byte[], byte[]> slices(TopicPartition partition, int... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records =
        IntStream.of(offsets).mapToObj(offset -> record(partition, offset, ("v" + offset).getBytes(StandardCharsets.UTF_8))).toList();
    OffsetAndMetadata next = new OffsetAndMetadata(offsets[offsets.length - 1] + 1);
    return new ConsumerRecords<>(Map.of(partition, FetchedRecords.saidToBeArrays(FetchedRecords.sliced(records))), Map.of(partition, next));
  }

  /** Those with an odd offset below 18 have a header. */
  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, int offset, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    if (offset % 2 == 1 && offset < 18) {
      headers.add("trace", new byte[] {(byte) offset});
    }
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, 1_000 + offset, TimestampType.CREATE_TIME, -1, value.length, null, value,
        headers, Optional.of(offset));
  }
}
