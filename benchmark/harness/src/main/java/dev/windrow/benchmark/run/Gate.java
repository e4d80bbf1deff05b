package dev.windrow.benchmark.run;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Holds back everything in a topic from readers that are read_committed, and lets it go at once: a transaction that is open at the head of
 * every partition. So instances can be started and share the partitions before there is anything to read, or anything more. Confined to one thread.
 */
public final class Gate implements AutoCloseable {

  /** The most that brokers allow by default. */
  private static final int LONGEST_MS = 900_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private boolean open;

  private Gate(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Shuts off what comes into a topic from now on. */
  static Gate before(String topic, int partitions, String bootstrap) throws InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "transactional.id", topic + "-gate", "transaction.timeout.ms", LONGEST_MS);
    Gate gate = new Gate(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    try {
      gate.shut(topic, partitions);
      return gate;
    } catch (ExecutionException e) {
      gate.close();
      throw new BenchmarkException("the broker took no transaction on topic " + topic + ": " + e.getCause(), e);
    }
  }

  private void shut(String topic, int partitions) throws ExecutionException, InterruptedException {
    producer.initTransactions();
    producer.beginTransaction();
    for (int partition = 0; partition < partitions; partition++) {
      long offset = producer.send(new ProducerRecord<>(topic, partition, null, new byte[0])).get().offset();
      offsets.put(new TopicPartition(topic, partition), offset);
    }
  }

  /** Whether a group of consumers has committed all that there is before the gate. */
  boolean isReachedBy(String group, Admin admin) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        Broker.ask("tell the offsets of " + group, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return offsets.entrySet().stream().allMatch(gate -> {
      OffsetAndMetadata reached = committed.get(gate.getKey());
      return (reached == null ? 0 : reached.offset()) >= gate.getValue();
    });
  }

  /** Lets go what is behind it. What is in the transaction itself, nobody ever sees. */
  void open() {
    if (!open) {
      open = true;
      producer.abortTransaction();
    }
  }

  @Override
  public void close() {
    try {
      open();
    } finally {
      producer.close();
    }
  }
}
