package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.Windows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts up the partitions of one thread. An event is late when its partition's clock has passed its window's end and grace; it is dropped.
 * Confined to that thread.
 */
final class Counting implements PollLoop.Handler {

  private final int thread;
  private final Clocks clocks;
  private final Closing closing;
  private final EventDecoder decoder;
  private final Event event = new Event();

  private final TreeMap<Long, Map<String, Stats>> windows = new TreeMap<>();
  private long lastStartMs = -1;
  private Map<String, Stats> lastWindow = Map.of();

  Counting(int thread, Clocks clocks, Closing closing, EventDecoder decoder) {
    this.thread = thread;
    this.clocks = clocks;
    this.closing = closing;
    this.decoder = decoder;
  }

  @Override
  public void handle(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      count(partition.partition(), records.records(partition));
    }
    handOver(clocks.watermarkMs());
  }

  private void count(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    long clockMs = clocks.of(partition);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (decoder.decode(record.value(), event)) {
        count(clockMs);
        clockMs = Math.max(clockMs, event.timestampMs);
      }
    }
    clocks.set(partition, clockMs);
  }

  private void count(long clockMs) {
    long startMs = Windows.startMs(event.timestampMs);
    if (Windows.closesAtMs(startMs) > clockMs) {
      window(startMs).computeIfAbsent(event.group, group -> new Stats()).add(event.value);
    }
  }

  private Map<String, Stats> window(long startMs) {
    if (startMs != lastStartMs) {
      lastStartMs = startMs;
      lastWindow = windows.computeIfAbsent(startMs, start -> new HashMap<>());
    }
    return lastWindow;
  }

  /** No thread will get anything for the windows that the watermark closes. */
  private void handOver(long watermarkMs) {
    while (!windows.isEmpty() && Windows.closesAtMs(windows.firstKey()) <= watermarkMs) {
      lastStartMs = -1;
      Map.Entry<Long, Map<String, Stats>> window = windows.pollFirstEntry();
      closing.add(window.getKey(), window.getValue());
    }
    closing.handedOver(thread, watermarkMs);
  }
}
