package dev.windrow.benchmark.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a result topic from its beginning with read_committed, in a thread of its own, as soon as there is something to read. */
final class Results implements AutoCloseable {

  private static final Duration LONG = Duration.ofHours(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Listener listener;
  private final Thread thread = new Thread(this::read, "results");
  private volatile RuntimeException failure;

  private Results(KafkaConsumer<byte[], byte[]> consumer, Listener listener) {
    this.consumer = consumer;
    this.listener = listener;
  }

  /** @param partitions of the topic */
  static Results of(String bootstrap, String topic, int partitions, Listener listener) {
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "enable.auto.commit", false, "auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
    consumer.assign(all);
    Results results = new Results(consumer, listener);
    results.thread.setDaemon(true);
    results.thread.start();
    return results;
  }

  private void read() {
    try (consumer) {
      while (true) {
        var records = consumer.poll(LONG);
        Received received = Received.now();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          listener.onResult(record.value(), received);
        }
      }
    } catch (WakeupException e) {
      // The end.
      return;
    } catch (RuntimeException e) {
      // Whoever waits for results looks for this.
      failure = e;
    }
  }

  /** After this the listener is not called any more, and what it did is seen. */
  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requireHealthy();
  }

  /** Throws when results cannot be read. */
  void requireHealthy() {
    if (failure != null) {
      throw new BenchmarkException("the results could not be read: " + failure, failure);
    }
  }

  /** Is called by the reading thread. */
  interface Listener {
    void onResult(byte[] value, Received received);
  }

  /** When a record was there, by both clocks. */
  record Received(long nanos, long epochMs) {

    static Received now() {
      return new Received(System.nanoTime(), System.currentTimeMillis());
    }
  }
}
