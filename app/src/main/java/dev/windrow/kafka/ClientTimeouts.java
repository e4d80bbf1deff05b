package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Those timeouts of our clients that brokers set limits to.
 *
 * @param transactionMs how long a transaction may take
 * @param sessionMs after how long without a sign of life a stream thread is out of the group
 */
record ClientTimeouts(long transactionMs, long sessionMs) {

  /** They depend neither on the topics nor on the state folder nor on the instance. */
  static ClientTimeouts of(Config config) {
    return of(StreamsSettings.of(config, Path.of(""), "any", Optional.empty()));
  }

  /** As Kafka Streams will hand them to its clients. */
  static ClientTimeouts of(Properties settings) {
    StreamsConfig streams = new StreamsConfig(settings);
    return new ClientTimeouts(
        number(streams.getProducerConfigs("check"), ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        number(streams.getMainConsumerConfigs("check", "check", 0), ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
  }

  private static long number(Map<String, Object> settings, String name) {
    return Long.parseLong(settings.get(name).toString());
  }
}
