package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.PositionsTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how far a source was read. Another source's transaction in the same partition may be undecided; what is behind it is waited for, since it may be of
 * this one. A transaction of a process that has died ends by its timeout.
 */
final class Positions {

  private static final Logger log = LoggerFactory.getLogger(Positions.class);

  private static final Duration POLL = Duration.ofMillis(100);

  /** A transaction's timeout is a minute; brokers look for those that have taken too long each ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Config config;
  private final Clock clock;

  Positions(Config config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The positions of the source by part. Throws Kafka's exception when Kafka refuses, or does not answer in time. */
  Map<String, String> read(String source) {
    TopicPartition partition = new TopicPartition(PositionsTopic.name(config.applicationId()), PositionsTopic.partition(source));
    Map<String, String> positions = new HashMap<>();
    try (Consumer<byte[], byte[]> all = consumer("read_uncommitted"); Consumer<byte[], byte[]> committed = consumer("read_committed")) {
      all.assign(List.of(partition));
      long end = all.endOffsets(List.of(partition)).get(partition);
      committed.assign(List.of(partition));
      committed.seekToBeginning(List.of(partition));
      long began = clock.millis();
      while (committed.position(partition) < end) {
        requirePatience(partition, began);
        committed.poll(POLL).forEach(record -> PositionRecord.read(record).ifPresentOrElse(
            read -> note(positions, source, read),
            () -> log.warn("topic {}, partition {}, offset {}: not written by this service, left aside", record.topic(), record.partition(), record.offset())));
      }
    }
    return positions;
  }

  private static void note(Map<String, String> positions, String source, PositionRecord read) {
    if (read.source().equals(source)) {
      positions.put(read.part(), read.position());
    }
  }

  private void requirePatience(TopicPartition partition, long began) {
    if (clock.millis() - began > PATIENCE.toMillis()) {
      throw new TimeoutException("some transaction in " + partition + " has not been decided for " + PATIENCE.toSeconds() + " s");
    }
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> settings = ClientSettings.reader(config);
    settings.put("isolation.level", isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
