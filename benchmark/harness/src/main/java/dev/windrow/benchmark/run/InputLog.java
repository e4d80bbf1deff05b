package dev.windrow.benchmark.run;

import dev.windrow.benchmark.measure.ClosingTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads an input topic again when all is over: the events' own times, and when the broker put them into the log. */
final class InputLog {

  private static final String BEFORE_TIME = "{\"timestamp\":\"";

  private InputLog() {}

  /** @param topic with LogAppendTime */
  static ClosingTimes closingTimes(String bootstrap, String topic, int partitions, Windrow.Aggregation aggregation) {
    ClosingTimes times = new ClosingTimes(partitions, aggregation.windowMs(), aggregation.graceMs());
    List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", bootstrap, "enable.auto.commit", false, "auto.offset.reset", "earliest", "max.poll.records", 10_000);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          times.add(record.partition(), eventMs(record.value()), record.timestamp());
        }
      }
    }
    return times;
  }

  /** The time comes first in the simulator's events. */
  static long eventMs(byte[] value) {
    String start = new String(value, 0, Math.min(value.length, 64), StandardCharsets.US_ASCII);
    int end = start.indexOf('"', BEFORE_TIME.length());
    if (!start.startsWith(BEFORE_TIME) || end < 0) {
      throw new BenchmarkException("expected an event of the simulator, found " + new String(value, StandardCharsets.UTF_8));
    }
    return LocalDateTime.parse(start.substring(BEFORE_TIME.length(), end)).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
