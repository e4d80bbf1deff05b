package dev.windrow.simulator;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How the producer of events is set. */
final class ProducerSettings {

  private static final int BUFFER_BYTES = 16 << 20;
  private static final int LARGEST_BATCH_BYTES = 256 << 10;
  private static final int SMALLEST_BATCH_BYTES = 8 << 10;
  private static final int BATCHES_PER_PARTITION = 4;

  private ProducerSettings() {}

  /**
   * Settings for a topic with so many partitions: what the user says of Kafka's clients goes before what is chosen here, but for what the order
   * within a partition depends on.
   *
   * <p>The buffer holds the batches of all partitions that are being filled or under way. It is small, since each record in it is a few objects
   * that the garbage collector copies: with 64 MiB the simulator was 13 % slower. When it has no room for a batch of each partition, the
   * producer sends batches of a few records, and takes 2 to 30 times as long; so with more partitions batches are smaller, then the buffer larger.
   */
  static Map<String, Object> of(Target.Kafka kafka, Pace pace, int partitions) {
    int largest = pace == Pace.MAX ? LARGEST_BATCH_BYTES : LARGEST_BATCH_BYTES / 4;
    int batch = Math.max(SMALLEST_BATCH_BYTES, Math.min(largest, BUFFER_BYTES / BATCHES_PER_PARTITION / partitions));
    long buffer = Math.max(BUFFER_BYTES, (long) batch * BATCHES_PER_PARTITION * partitions);
    Map<String, Object> settings = new HashMap<>(Map.of(
        "client.id", "windrow-simulator", "buffer.memory", buffer, "batch.size", batch, "linger.ms", pace == Pace.MAX ? 20 : 5));
    settings.putAll(kafka.properties());
    settings.remove("transactional.id");
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    settings.put("enable.idempotence", true);
    settings.put("acks", "all");
    return settings;
  }
}
