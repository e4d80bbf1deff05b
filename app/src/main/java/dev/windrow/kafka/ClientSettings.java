package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of plain clients: what of the user's Kafka properties concerns them. */
public final class ClientSettings {

  /** People wait for these clients: rather a clear word soon than an answer after a minute. */
  private static final int ANSWER_WITHIN_MS = 15_000;

  /** A restart should not wait longer. */
  private static final int SESSION_MS = 10_000;
  private static final int LOOK_FOR_TOPICS_EVERY_MS = 30_000;
  private static final int MOST_POLLED = 1_000;

  private static final String PRODUCER_PREFIX = "producer.";

  /** Much is sent at a time, and nobody waits for a single record. */
  private static final int LINGER_MS = 20;
  private static final int BATCH_BYTES = 128 << 10;

  /** The client asks twice what it wants to know of a group, as there are two kinds, and takes the first answer for a failure. Later retries come after longer. */
  private static final long FIRST_RETRY_AFTER_MS = 20;

  /** Somebody waits for each of its records. */
  private static final int PROMPT_LINGER_MS = 2;

  private ClientSettings() {}

  /** For an admin client. */
  public static Map<String, Object> admin(Config config) {
    Map<String, Object> settings = known(config, AdminClientConfig.configNames());
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, FIRST_RETRY_AFTER_MS);
    return settings;
  }

  /** For a consumer that reads committed records from a group of no one. */
  public static Map<String, Object> reader(Config config) {
    Map<String, Object> settings = known(config, ConsumerConfig.configNames());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    return settings;
  }

  /** For a consumer that reads committed records of the partitions that its group gives it, from where it is told and nowhere else. */
  public static Map<String, Object> member(Config config, String group) {
    Map<String, Object> settings = reader(config);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_FOR_TOPICS_EVERY_MS);
    settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
    return settings;
  }

  /** For a producer whose records are there for good when it says so. It sends seldom, and may be the first to send to its topic: one request at a time. */
  public static Map<String, Object> producer(Config config) {
    Map<String, Object> settings = acknowledged(known(config, ProducerConfig.configNames()));
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return settings;
  }

  /**
   * For a producer that commits what it sends in transactions.
   *
   * @param transactionalId of which one producer at a time can commit
   */
  public static Map<String, Object> transactionalProducer(Config config, String transactionalId) {
    Map<String, Object> settings = producing(config);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return settings;
  }

  /**
   * For a producer that sends for somebody who waits: what Kafka has not acknowledged after {@code within} has failed. It may be the first to send to its
   * topic: one request at a time.
   *
   * @param bufferBytes what it holds at most
   */
  public static Map<String, Object> promptProducer(Config config, Duration within, long bufferBytes) {
    Map<String, Object> settings = producing(config);
    int withinMs = Math.toIntExact(within.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, withinMs);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, withinMs / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, withinMs / 2);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, PROMPT_LINGER_MS);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return settings;
  }

  /** For much that is sent at a time; what is said of producers alone counts, too. */
  private static Map<String, Object> producing(Config config) {
    Map<String, Object> settings = known(config, ProducerConfig.configNames());
    config.kafka().forEach((name, value) -> {
      if (name.startsWith(PRODUCER_PREFIX)) {
        settings.put(name.substring(PRODUCER_PREFIX.length()), value);
      }
    });
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    return acknowledged(settings);
  }

  private static Map<String, Object> acknowledged(Map<String, Object> settings) {
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
    return settings;
  }

  /** How long such a client waits for an answer. */
  static Duration answerWithin(Map<String, Object> settings) {
    return Duration.ofMillis(Long.parseLong(settings.get(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG).toString().strip()));
  }

  private static Map<String, Object> known(Config config, Set<String> names) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.keySet().retainAll(names);
    return settings;
  }
}
