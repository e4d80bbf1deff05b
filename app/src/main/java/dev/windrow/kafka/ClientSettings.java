package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Settings of plain clients: what of the user's Kafka properties concerns them. */
public final class ClientSettings {

  private ClientSettings() {}

  /** For an admin client. */
  public static Map<String, Object> admin(Config config) {
    return known(config, AdminClientConfig.configNames());
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
    return settings;
  }

  private static Map<String, Object> known(Config config, Set<String> names) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.keySet().retainAll(names);
    return settings;
  }
}
