package dev.windrow.ingest.topic;

import dev.windrow.config.Config;
import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.SourceException;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.Interrupts;
import dev.windrow.value.Printable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of a topic, each partition in its order; a partition is a part, its position the next offset. Offsets are not committed to a group:
 * they go with what was made of the records. Records without value are left out, as they are where events are counted (rule S10).
 */
public final class TopicSource implements Reader {

  private static final Duration POLL = Duration.ofMillis(200);

  /** How long a partition that was added may wait. */
  private static final long LOOK_MS = 30_000;

  private final Config config;
  private final String topic;
  private final boolean follow;
  private final Clock clock;

  /** @param follow whether it goes on at the end, or ends where the topic ended when it began */
  public TopicSource(Config config, String topic, boolean follow, Clock clock) {
    this.config = config;
    this.topic = topic;
    this.follow = follow;
    this.clock = clock;
  }

  @Override
  public void read(Intake intake) throws InterruptedException, SourceException, DeliveryException {
    Map<String, Object> settings = ClientSettings.reader(config);
    settings.put("max.poll.records", Chunk.MOST_RECORDS);
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      new Run(consumer, intake).toTheEnd();
    } catch (InterruptException e) {
      throw Interrupts.unwrapped(e);
    } catch (KafkaException e) {
      throw new SourceException("topic " + topic + " cannot be read: " + Printable.text(String.valueOf(e.getMessage())), e);
    }
  }

  /** One run. */
  private final class Run {

    private final Consumer<byte[], byte[]> consumer;
    private final Intake intake;
    private Set<TopicPartition> partitions = Set.of();
    private Map<TopicPartition, Long> ends = Map.of();
    private long lookedMs;

    Run(Consumer<byte[], byte[]> consumer, Intake intake) {
      this.consumer = consumer;
      this.intake = intake;
    }

    void toTheEnd() throws InterruptedException, SourceException, DeliveryException {
      look();
      ends = new HashMap<>(consumer.endOffsets(partitions));
      while (follow || !isAtTheEnd()) {
        if (follow && clock.millis() - lookedMs >= LOOK_MS) {
          look();
        }
        deliver();
      }
      partitions.forEach(partition -> intake.done(partition.toString()));
    }

    private void look() throws SourceException {
      lookedMs = clock.millis();
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        throw new SourceException("topic " + topic + " does not exist: create it, or name another one in from-topic");
      }
      Set<TopicPartition> all = new TreeSet<>(Comparator.comparingInt(TopicPartition::partition));
      found.forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
      if (!all.equals(partitions)) {
        assign(all);
      }
    }

    private void assign(Set<TopicPartition> all) {
      consumer.assign(all);
      for (TopicPartition added : all) {
        if (!partitions.contains(added)) {
          seek(added, intake.position(added.toString()));
        }
      }
      partitions = all;
    }

    private void seek(TopicPartition partition, Optional<String> position) {
      if (position.isPresent()) {
        consumer.seek(partition, Long.parseLong(position.get()));
      } else {
        consumer.seekToBeginning(List.of(partition));
      }
    }

    private void deliver() throws InterruptedException, DeliveryException {
      var polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        List<RawRecord> records = new ArrayList<>();
        polled.records(partition).stream().filter(record -> record.value() != null).map(this::raw).forEach(records::add);
        intake.deliver(new Chunk(partition.toString(), records, List.of(), Long.toString(consumer.position(partition))));
      }
    }

    private RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
      String place = record.topic() + "-" + record.partition() + ", offset " + record.offset();
      return new RawRecord(
          record.topic() + "-" + record.partition() + "-" + record.offset(), place, record.value(), Optional.ofNullable(record.key()), OptionalLong.of(record.timestamp()));
    }

    private boolean isAtTheEnd() {
      return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }
}
