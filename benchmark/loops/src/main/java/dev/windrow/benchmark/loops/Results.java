package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.WindowResult;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends results with an idempotent producer. Thread-safe. */
final class Results implements AutoCloseable {

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  private Results(String topic, KafkaProducer<byte[], byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  static Results to(PeerOptions options) {
    Map<String, Object> settings = Map.of("bootstrap.servers", options.bootstrap(), "enable.idempotence", true, "acks", "all");
    return new Results(options.output(), new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  void send(long startMs, Map<String, Stats> window) {
    window.forEach((group, stats) -> send(new WindowResult(GroupBy.event_type, group, startMs, stats)));
  }

  private void send(WindowResult result) {
    producer.send(new ProducerRecord<>(topic, result.key(), result.json()));
  }

  @Override
  public void close() {
    producer.close();
  }
}
