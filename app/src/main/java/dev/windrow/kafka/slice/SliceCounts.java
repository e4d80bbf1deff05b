package dev.windrow.kafka.slice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * Adds to the consumer's own meters, for which a slice is one record, the other records of the slices: {@code records-consumed-total} and {@code -rate} are those of records. (Of
 * {@code records-per-request-avg} nothing can be said.)
 *
 * <p>Confined to the thread that polls.
 */
public final class SliceCounts {

  private static final String SENSOR = "records-fetched";

  private final Metrics metrics;

  /** By topic; the consumer makes a topic's sensor when it has seen all of an answer. */
  private final Map<String, Long> uncounted = new HashMap<>();

  SliceCounts(Metrics metrics) {
    this.metrics = metrics;
  }

  /** What the consumer has handed over. */
  public void add(ConsumerRecords<?, ?> polled) {
    for (TopicPartition partition : polled.partitions()) {
      uncounted.merge(partition.topic(), more(polled.records(partition)), Long::sum);
    }
    uncounted.entrySet().removeIf(topic -> isCounted(topic.getKey(), topic.getValue()));
  }

  private static long more(List<? extends ConsumerRecord<?, ?>> polled) {
    long more = 0;
    for (ConsumerRecord<?, ?> record : polled) {
      more += record.value() instanceof BatchSlice slice ? slice.count() - 1 : 0;
    }
    return more;
  }

  private boolean isCounted(String topic, long records) {
    String name = "topic." + topic + "." + SENSOR;
    Sensor ofTopic = metrics.getSensor(name);
    if (ofTopic == null) {
      return false;
    }
    if (records > 0) {
      ofTopic.record(records);
      // Made for topics with a dot in their names.
      Optional.ofNullable(metrics.getSensor(name + ".deprecated")).ifPresent(older -> older.record(records));
      metrics.getSensor(SENSOR).record(records);
    }
    return true;
  }
}
