package dev.windrow.benchmark.dsl;

import dev.windrow.benchmark.peer.FetchSettings;
import dev.windrow.benchmark.peer.PeerOptions;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings for throughput, as the documentation of Kafka Streams advises: large fetches, batches, caches, and no needless commits. */
final class Settings {

  private static final int COMMIT_INTERVAL_MS = 1000;
  private static final long CACHE_BYTES = 64 << 20;

  private Settings() {}

  static Properties of(PeerOptions options, Path state) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, options.applicationId());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    FetchSettings.LARGE.forEach((key, value) -> settings.put(StreamsConfig.mainConsumerPrefix(key), value));
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    return settings;
  }
}
