package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a thread takes for committed, when the coordinator forgets, waits in vain, or changes its mind. */
class GroupOffsetsTest {

  private static final OffsetsTopic TOPIC = new OffsetsTopic("app-offsets", Duration.ofSeconds(45));
  private static final TopicPartition COPIES = new TopicPartition("app-offsets", 0);
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MockConsumer<byte[], byte[]> committed = new MockConsumer<>("earliest");
  private final MockConsumer<byte[], byte[]> ends = new MockConsumer<>("earliest");
  private final Map<TopicPartition, OffsetAndMetadata> answers = new HashMap<>();
  private final List<Duration> waits = new ArrayList<>();
  private boolean waitsInVain;
  private long end;

  private final GroupOffsets offsets =
      new GroupOffsets(TOPIC, new OffsetCopies(TOPIC, committed, ends, Clock.systemUTC()), this::coordinator, (partitions, timeout) -> Map.of());

  GroupOffsetsTest() {
    committed.updatePartitions("app-offsets", List.of(new PartitionInfo("app-offsets", 0, Node.noNode(), new Node[0], new Node[0])));
    committed.updateBeginningOffsets(Map.of(COPIES, 0L));
    ends.updateEndOffsets(Map.of(COPIES, 0L));
  }

  @Test
  void readingGoesOnWhereTheLatestCopySays() {
    answers.put(PARTITION, at(5, "clock 50"));
    copy(at(7, "clock 70"));
    copy(at(9, "clock 90"));

    assertThat(offsets.decide(Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, at(9, "clock 90")));
    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(9, "clock 90")));
  }

  @Test
  void whatIsCommittedAfterTheDecisionHolds() {
    answers.put(PARTITION, at(5, "clock 50"));
    copy(at(9, "clock 90"));
    offsets.decide(Set.of(PARTITION));

    answers.put(PARTITION, at(12, "clock 120"));

    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(12, "clock 120")));
  }

  @Test
  void decisionEndsWithTheAssignment() {
    answers.put(PARTITION, at(5, "clock 50"));
    copy(at(9, "clock 90"));
    offsets.decide(Set.of(PARTITION));

    offsets.forget(Set.of(PARTITION));

    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(5, "clock 50")));
  }

  @Test
  void coordinatorThatWaitsInVainIsWaitedForOnceAsLongAsATransactionCanTake() {
    waitsInVain = true;
    copy(at(9, "clock 90"));

    assertThat(offsets.decide(Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, at(9, "clock 90")));
    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(9, "clock 90")));
    assertThat(waits).containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(1));
  }

  @Test
  void coordinatorThatAnswersAgainIsBelieved() {
    waitsInVain = true;
    copy(at(9, "clock 90"));
    offsets.decide(Set.of(PARTITION));

    waitsInVain = false;
    answers.put(PARTITION, at(12, "clock 120"));

    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(12, "clock 120")));
    assertThat(offsets.committed(Set.of(PARTITION), MINUTE)).isEqualTo(Map.of(PARTITION, at(12, "clock 120")));
    assertThat(waits).containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(1), MINUTE);
  }

  private Map<TopicPartition, OffsetAndMetadata> coordinator(Set<TopicPartition> partitions, Duration timeout) {
    waits.add(timeout);
    if (waitsInVain) {
      throw new TimeoutException("undecided");
    }
    Map<TopicPartition, OffsetAndMetadata> answer = new HashMap<>(answers);
    answer.keySet().retainAll(partitions);
    return answer;
  }

  private void copy(OffsetAndMetadata copied) {
    ProducerRecord<byte[], byte[]> copy = new OffsetCopy(PARTITION, copied).to("app-offsets");
    long offset = end++;
    committed.schedulePollTask(() -> committed.addRecord(new ConsumerRecord<>("app-offsets", 0, offset, copy.key(), copy.value())));
    ends.updateEndOffsets(Map.of(COPIES, end));
  }

  private static OffsetAndMetadata at(long offset, String metadata) {
    return new OffsetAndMetadata(offset, metadata);
  }
}
