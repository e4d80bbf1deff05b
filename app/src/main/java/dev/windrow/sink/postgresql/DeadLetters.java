package dev.windrow.sink.postgresql;

import dev.windrow.kafka.SideHeaders;
import dev.windrow.value.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes what is not loaded to a topic, byte for byte, with headers for why and where it was read. Thread-safe. */
final class DeadLetters implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final String topic;
  private final String sink;
  private final Producer<byte[], byte[]> producer;

  /** Takes over the producer. */
  DeadLetters(String topic, String sink, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.sink = sink;
    this.producer = producer;
  }

  /** Kafka has all of them for good when this returns; a KafkaException when that cannot be said. */
  void send(List<Decoded> refused) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    refused.forEach(record -> sent.add(producer.send(letter(record, record.source().value()))));
    producer.flush();
    for (int i = 0; i < sent.size(); i++) {
      await(sent.get(i), refused.get(i));
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  /** What is too large with its headers goes without its value: where it was read it still is. */
  private void await(Future<RecordMetadata> sent, Decoded record) throws InterruptedException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RecordTooLargeException) || record.source().value() == null) {
        throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
      }
      Future<RecordMetadata> again = producer.send(letter(record, null));
      producer.flush();
      await(again, new Decoded(withoutValue(record.source()), record.rows(), record.refusal()));
    }
  }

  private static ConsumerRecord<byte[], byte[]> withoutValue(ConsumerRecord<byte[], byte[]> source) {
    return new ConsumerRecord<>(source.topic(), source.partition(), source.offset(), source.key(), null);
  }

  private ProducerRecord<byte[], byte[]> letter(Decoded record, byte[] value) {
    ConsumerRecord<byte[], byte[]> source = record.source();
    Refusal why = record.refusal().orElseThrow();
    RecordHeaders headers = new RecordHeaders(source.headers());
    add(headers, SideHeaders.TOPIC, source.topic());
    add(headers, SideHeaders.PARTITION, Integer.toString(source.partition()));
    add(headers, SideHeaders.OFFSET, Long.toString(source.offset()));
    add(headers, SideHeaders.REASON, why.reason());
    add(headers, SideHeaders.DETAIL, "sink " + sink + ", table " + why.table().name() + ": " + Printable.text(why.detail()));
    return new ProducerRecord<>(topic, null, null, source.key(), value, headers);
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
