package dev.windrow.kafka;

import dev.windrow.ops.Distribution;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that tells when it waits: for metadata of a topic that is gone, for brokers that are not in sync, for a
 * coordinator. An attempt that times out goes on waiting for whoever looks, since Kafka Streams tries again; any other
 * failure ends the wait, since Kafka Streams does something about it.
 */
final class WatchedProducer extends KafkaProducer<byte[], byte[]> {

  /** Empty under at-least-once. */
  private final Optional<String> offsetsTopic;

  private final ClientSigns signs;
  private final ClientSigns.Line line;
  private final Distribution commitTime;

  /** When the commit under way began, as the system's nanoseconds. Confined to the stream thread. */
  private long commitBegan;

  /** Whether the brokers know that this producer has taken over from the former one of its name. Confined to the stream thread, like the next. */
  private boolean initialized;

  private Optional<KafkaException> refusal = Optional.empty();

  WatchedProducer(Map<String, Object> config, Optional<String> offsetsTopic, ClientSigns signs, Distribution commitTime) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.offsetsTopic = offsetsTopic;
    this.signs = signs;
    this.line = signs.open();
    this.commitTime = commitTime;
  }

  /** Once per record, so without an object of its own. */
  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
    boolean waits = false;
    line.sends(message.topic());
    try {
      return super.send(message, callback);
    } catch (TimeoutException givenUpForNow) {
      waits = true;
      throw givenUpForNow;
    } finally {
      if (!waits) {
        line.sent();
      }
    }
  }

  /**
   * Ends what a process that was killed has left undecided under this producer's name. Kafka Streams does so when it initializes the first task of the thread;
   * where a task's partitions are read on is asked before, and would be answered when that transaction has timed out.
   */
  void endFormerTransaction() {
    try {
      initTransactions();
    } catch (RetriableException notYet) {
      return; // Kafka Streams tries again, and gives up in time
    } catch (KafkaException refused) {
      refusal = Optional.of(refused);
    }
  }

  @Override
  public void initTransactions() {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    if (!initialized) {
      settle(super::initTransactions);
      initialized = true;
    }
  }

  /** The first half of a commit: the offsets, for the group's coordinator and for the offsets topic. */
  @Override
  public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    commitBegan = System.nanoTime();
    offsetsTopic.ifPresent(topic -> copy(offsets, topic));
    settle(() -> super.sendOffsetsToTransaction(offsets, group));
  }

  /** Where the transaction has failed already, the commit says so in the words that Kafka Streams understands. */
  private void copy(Map<TopicPartition, OffsetAndMetadata> offsets, String topic) {
    try {
      offsets.forEach((partition, committed) -> send(new OffsetCopy(partition, committed).to(topic), null));
    } catch (TimeoutException | InterruptException failure) {
      throw failure;
    } catch (KafkaException failedAlready) {
      return;
    }
  }

  /** The second half. */
  @Override
  public void commitTransaction() {
    settle(super::commitTransaction);
    commitTime.recordSince(commitBegan);
  }

  @Override
  public void abortTransaction() {
    settle(super::abortTransaction);
  }

  @Override
  public void flush() {
    settle(super::flush);
  }

  @Override
  public void close(Duration timeout) {
    signs.hangUp(line);
    super.close(timeout);
  }

  /** Whatever is under way has to be settled before a producer goes on. */
  private void settle(Runnable attempt) {
    boolean waits = false;
    line.commits();
    try {
      attempt.run();
    } catch (TimeoutException givenUpForNow) {
      waits = true;
      throw givenUpForNow;
    } finally {
      if (!waits) {
        line.committed();
      }
    }
  }
}
