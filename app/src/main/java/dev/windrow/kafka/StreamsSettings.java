package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams: ours where the defaults do not fit a service that combines batches, then the user's,
 * then those that correctness needs, whatever the user passes.
 */
public final class StreamsSettings {

  /** Frames, not records: more would buffer gigabytes when a start lags behind. */
  private static final int BUFFERED_FRAMES = 2;

  /** Slices of batches, or records, that the client hands over at a time: some 4 MiB at most; a frame is made of several such portions, see {@link Gathered}. */
  private static final int POLLED_AT_ONCE = 128;

  /** With very many groups there are thousands of records in a commit: with 16 KiB, the default, a producer needs twice the processor's time for them. */
  private static final int BATCH_BYTES = 128 << 10;

  /** What a producer has under way at most: a batch for each of 512 partitions. It takes no more of it than it needs. */
  private static final long PRODUCER_BYTES = 512L * BATCH_BYTES;

  /** What a response brings at most: the client copies it twice, and each thread that asks keeps a buffer of that size. It asks for no more before all of it is handed over. */
  private static final int FETCHED_AT_ONCE_BYTES = 8 << 20;

  /** Of one partition: a frame is made of it. */
  private static final int FETCHED_OF_PARTITION_BYTES = 4 << 20;

  private static final long LINGER_MS = 5;
  private static final long LONGEST_LINGER_MS = 100;
  private static final long CATCHING_UP_COMMIT_MS = 1_000;
  private static final int MAX_THREADS_BY_DEFAULT = 4;

  private static final List<String> PREFIXES = List.of(
      StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.RESTORE_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, StreamsConfig.PRODUCER_PREFIX,
      StreamsConfig.ADMIN_CLIENT_PREFIX, StreamsConfig.TOPIC_PREFIX);

  private StreamsSettings() {}

  /**
   * The settings for an instance.
   *
   * @param stateFolder where it keeps its state
   * @param instanceId its name in the group: the same after a restart, so that the group does not wait for a killed one's session to end
   * @param address {@code host:port} at which other instances reach it; empty when they cannot
   */
  public static Properties of(Config config, Path stateFolder, String instanceId, Optional<String> address) {
    Properties settings = new Properties();
    preferred(settings, config);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    settings.keySet().removeIf(ours -> config.kafka().containsKey(withoutPrefix((String) ours)));
    settings.putAll(config.kafka());
    required(settings, config, stateFolder);
    address.ifPresent(reachable -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, reachable));
    return settings;
  }

  private static void preferred(Properties settings, Config config) {
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Math.min(MAX_THREADS_BY_DEFAULT, Runtime.getRuntime().availableProcessors()));
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_FRAMES);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
    settings.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topics.MAX_MESSAGE_BYTES);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLLED_AT_ONCE);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), FETCHED_OF_PARTITION_BYTES);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCHED_AT_ONCE_BYTES);
    // As large as the operating system makes it: with 64 KiB, the default, the broker stops and starts again for every piece of that size.
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), -1);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    // Members hear of a rebalance with their next heartbeat. Until all have joined it, the coordinator answers nothing of what those ask that have: a new
    // application, whose leader joins twice because it has made topics, had one of two threads stand still for up to the 3 s that are the default.
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500);
    // How long a group waits for a member that should join again, and how long a member waits for the answer to its joining. Brokers before the fix of
    // KAFKA-20938 may never give it, and the group then stands still for all that time: 5 minutes by default. Longer than any step of ours takes.
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 120_000);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), lingerMs(config));
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), PRODUCER_BYTES);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_MESSAGE_BYTES);
    // A producer waits that long, 100 ms by default, whenever it has had to find a coordinator first: at its start, and in its first transaction.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 20);
    // The consumer that restores asks on one connection: while the broker waits for more of one task, 500 ms by default, nothing comes of the next one.
    settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
    // How long the leader of a new application waits before it looks again whether the topics are there that it has made.
    settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG), 50);
    // How long readers wait for what a machine that died for good had begun. It has to outlast a commit interval and the closing of a window
    // with very many groups: a million of them took more than 10 s.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int) (30_000 + commitIntervalMs(config)));
  }

  /**
   * In a transaction nobody sees a record before the commit, which sends at once what still waits: until then every request that is saved is a gain. Without
   * transactions each record is seen when it is sent.
   */
  private static long lingerMs(Config config) {
    return config.guarantee() == Guarantee.EXACTLY_ONCE ? Math.min(LONGEST_LINGER_MS, config.latency().toMillis()) : LINGER_MS;
  }

  /** What somebody waits for is committed when a task asks for it; this is for catching up, when nobody does. */
  private static long commitIntervalMs(Config config) {
    return Math.max(CATCHING_UP_COMMIT_MS, config.latency().toMillis());
  }

  /** A setting with a prefix wins over one without: where the user writes session.timeout.ms, ours for consumers must go. */
  private static String withoutPrefix(String setting) {
    return PREFIXES.stream().filter(setting::startsWith).findFirst().map(prefix -> setting.substring(prefix.length())).orElse(setting);
  }

  private static void required(Properties settings, Config config, Path stateFolder) {
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitIntervalMs(config));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee(config));
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The streams protocol does not use the client supplier, so nothing would be framed.
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    // Two input topics would wait for each other.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    consumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(settings, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }

  /** Under both prefixes: the main consumer's own wins over that of all consumers. */
  private static void consumer(Properties settings, String name, String value) {
    settings.put(StreamsConfig.consumerPrefix(name), value);
    settings.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static String guarantee(Config config) {
    return config.guarantee() == Guarantee.EXACTLY_ONCE ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE;
  }
}
