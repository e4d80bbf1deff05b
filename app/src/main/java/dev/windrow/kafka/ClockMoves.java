package dev.windrow.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * When, on the wall, an event last moved a partition's clock: written where events are read, read where partitions are
 * found idle. Thread-safe; holds at most one entry per input partition.
 */
public final class ClockMoves {

  private final Map<TopicPartition, Long> lastMoveMs = new ConcurrentHashMap<>();

  public void moved(String topic, int partition, long wallMs) {
    lastMoveMs.put(new TopicPartition(topic, partition), wallMs);
  }

  /** Epoch ms of the last move that was seen in this process; 0 when none was. */
  long lastMoveMs(TopicPartition partition) {
    return lastMoveMs.getOrDefault(partition, 0L);
  }
}
