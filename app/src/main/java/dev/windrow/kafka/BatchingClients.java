package dev.windrow.kafka;

import dev.windrow.ops.Distribution;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients, with a {@link BatchingConsumer} as the main consumer of each stream thread. */
public final class BatchingClients implements KafkaClientSupplier {

  private final ClientTopics topics;
  private final String transactionPrefix;
  private final IdlePolicy idlePolicy;
  private final ClockMoves moves;
  private final ClientSigns signs;
  private final Distribution commitTime;

  /** By the stream thread whose latest producer it is. */
  private final Map<String, WatchedProducer> producers = new ConcurrentHashMap<>();

  /**
   * The clients of one instance.
   *
   * @param transactionPrefix what its transactional ids start with: the same after a restart, and no other instance's
   */
  public BatchingClients(
      ClientTopics topics, String transactionPrefix, IdlePolicy idlePolicy, ClockMoves moves, ClientSigns signs, Meters meters) {
    this.transactionPrefix = transactionPrefix;
    this.topics = topics;
    this.idlePolicy = idlePolicy;
    this.moves = moves;
    this.signs = signs;
    this.commitTime = meters.distribution(MeterName.COMMIT_TIME);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    String thread = streamThread(config);
    return new BatchingConsumer(config, topics, new IdlePartitions(idlePolicy, moves), () -> endFormerTransaction(thread), signs, commitTime);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  /** Kafka Streams names its transactions after the process; named after the instance, a restart ends those of a killed one. */
  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> named = new HashMap<>(config);
    named.computeIfPresent(ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, id) -> transactionalId((String) id));
    WatchedProducer producer = new WatchedProducer(named, topics.offsets().map(OffsetsTopic::topic), signs, commitTime);
    producers.put(streamThread(config), producer);
    return producer;
  }

  /** Application and instance, and the number of the stream thread, with which Kafka Streams ends its own names. */
  String transactionalId(String byKafkaStreams) {
    return transactionPrefix + byKafkaStreams.substring(byKafkaStreams.lastIndexOf('-'));
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  private void endFormerTransaction(String thread) {
    WatchedProducer producer = producers.get(thread);
    if (producer != null) {
      producer.endFormerTransaction();
    }
  }

  /** Kafka Streams names clients after their thread: this is what is before the last word. */
  private static String streamThread(Map<String, Object> config) {
    String clientId = (String) config.get(CommonClientConfigs.CLIENT_ID_CONFIG);
    return clientId.substring(0, clientId.lastIndexOf('-'));
  }

  private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
