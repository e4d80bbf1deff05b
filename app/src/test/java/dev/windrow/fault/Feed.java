package dev.windrow.fault;

import dev.windrow.it.Settings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to chosen partitions of the input topic, for faults that no simulation can write. Confined to the test's thread. */
final class Feed implements AutoCloseable {

  private static final List<String> TYPES = List.of("login", "logout", "purchase", "view");

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private int sent;

  private Feed(KafkaProducer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  static Feed plain(String bootstrapServers, Settings settings) {
    return open(bootstrapServers, settings, Map.of());
  }

  /** Within transactions, which the test begins and ends. */
  static Feed transactional(String bootstrapServers, Settings settings, String id) {
    Feed feed = open(bootstrapServers, settings, Map.of("transactional.id", settings.topic() + "-" + id, "transaction.timeout.ms", 120_000));
    feed.producer.initTransactions();
    return feed;
  }

  private static Feed open(String bootstrapServers, Settings settings, Map<String, Object> more) {
    Map<String, Object> kafka = new HashMap<>(more);
    kafka.put("bootstrap.servers", bootstrapServers);
    kafka.put("linger.ms", 5);
    return new Feed(new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer()), settings.topic());
  }

  KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  int sent() {
    return sent;
  }

  /** An event whose time and whose record's time are the same. */
  void event(int partition, String key, long timeMs) {
    String event = "{\"timestamp\":" + timeMs + ",\"event_type\":\"" + TYPES.get(sent % TYPES.size()) + "\",\"value\":" + sent % 1000 + ".25}";
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, timeMs, keyBytes, event.getBytes(StandardCharsets.UTF_8)));
    sent++;
  }

  /** As many events in each of these partitions, {@code stepMs} apart, the first at {@code fromMs}. */
  Feed events(List<Integer> partitions, int each, long fromMs, long stepMs) {
    for (int i = 0; i < each; i++) {
      for (int partition : partitions) {
        event(partition, null, fromMs + i * stepMs);
      }
    }
    producer.flush();
    return this;
  }

  @Override
  public void close() {
    producer.close();
  }
}
