package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic of one partition that ends at 3. */
@Timeout(20)
class TopicReaderTest {

  private static final String TOPIC = "t";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final TopicReader reader = new TopicReader(kafka, Duration.ofMillis(50));
  private final List<Long> read = new ArrayList<>();

  TopicReaderTest() {
    kafka.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
    kafka.updateEndOffsets(Map.of(PARTITION, 3L));
  }

  @Test
  void readsUpToTheEnd() {
    arrives(0, 1, 2);

    reader.readToEnd(List.of(TOPIC), record -> read.add(record.offset()));

    assertThat(read).containsExactly(0L, 1L, 2L);
  }

  @Test
  void kafkaThatStopsAnsweringOnTheWayIsNotWaitedForEver() {
    arrives(0);

    assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> reader.readLast(TOPIC, 3, record -> read.add(record.offset())))
        .withMessageContaining("nothing of [t-0] for 50 ms");
    assertThat(read).containsExactly(0L);
  }

  private void arrives(long... offsets) {
    kafka.schedulePollTask(() -> {
      for (long offset : offsets) {
        kafka.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], new byte[0]));
      }
    });
  }
}
