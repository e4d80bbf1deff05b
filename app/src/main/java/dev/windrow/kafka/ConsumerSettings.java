package dev.windrow.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of a stream thread's consumers, made of those that Kafka Streams gives its main consumer. */
final class ConsumerSettings {

  private ConsumerSettings() {}

  /** For the main consumer: where a partition cannot be read on, it says so. */
  static Map<String, Object> throwing(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return settings;
  }

  /** How many records a poll brings at most. */
  static int polledAtOnce(Map<String, Object> config) {
    String name = ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
    return (int) ConfigDef.parseType(name, config.getOrDefault(name, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS), ConfigDef.Type.INT);
  }

  /** For one that is in no group. */
  static Map<String, Object> groupless(Map<String, Object> config, String idSuffix, String isolation) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.keySet().removeAll(Set.of(
        ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG));
    settings.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> id + idSuffix);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }
}
