package dev.windrow.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that tells when it waits: for metadata of a topic that is gone, for brokers that are not in sync, for a
 * coordinator. An attempt that times out goes on waiting for whoever looks, since Kafka Streams tries again; any other
 * failure ends the wait, since Kafka Streams does something about it.
 */
final class WatchedProducer extends KafkaProducer<byte[], byte[]> {

  private final ClientSigns signs;
  private final ClientSigns.Line line;

  WatchedProducer(Map<String, Object> config, ClientSigns signs) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.signs = signs;
    this.line = signs.open();
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
    line.sends(message.topic());
    return until(() -> super.send(message, callback), line::sent);
  }

  @Override
  public void initTransactions() {
    line.commits();
    until(() -> {
      super.initTransactions();
      return true;
    }, line::committed);
  }

  /** The first half of a commit. */
  @Override
  public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    line.commits();
    try {
      super.sendOffsetsToTransaction(offsets, group);
    } catch (TimeoutException givenUpForNow) {
      throw givenUpForNow;
    } catch (RuntimeException failed) {
      line.committed();
      throw failed;
    }
  }

  @Override
  public void commitTransaction() {
    line.commits();
    until(() -> {
      super.commitTransaction();
      return true;
    }, line::committed);
  }

  @Override
  public void flush() {
    line.commits();
    until(() -> {
      super.flush();
      return true;
    }, line::committed);
  }

  @Override
  public void close(Duration timeout) {
    signs.hangUp(line);
    super.close(timeout);
  }

  private static <T> T until(Supplier<T> attempt, Runnable done) {
    try {
      T result = attempt.get();
      done.run();
      return result;
    } catch (TimeoutException givenUpForNow) {
      throw givenUpForNow;
    } catch (RuntimeException failed) {
      done.run();
      throw failed;
    }
  }
}
