package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic in which an application keeps each offset that it commits a second time, written in the same transaction. A
 * group's coordinator keeps them too, but can give an older answer than it was told last (Kafka 4.3.1, when the coordinator's
 * partition changes leaders twice while it loads), or none, for it waits for the end of a transaction that has ended long ago. Of the two the later
 * one is right. Under at-least-once there is no such topic, since nothing commits both at once.
 *
 * @param topic its name
 * @param undecidedAtMost how long a transaction of the application can stay undecided at most
 */
public record OffsetsTopic(String topic, Duration undecidedAtMost) {

  public static final int PARTITIONS = 1;

  /** Compacted soon and often: it is read from its beginning whenever partitions are assigned. */
  static final Map<String, String> SETTINGS = Map.of(
      TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
      TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(4 << 20),
      TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");

  /** How often brokers look for transactions that have taken too long (transaction.abort.timed.out.transaction.cleanup.interval.ms), and half as much again. */
  private static final Duration UNTIL_ABORTED = Duration.ofSeconds(15);

  /** Its name, whether the application has one or not. */
  public static String name(String applicationId) {
    return applicationId + "-offsets";
  }

  /** The one that is used with this configuration. */
  public static Optional<OffsetsTopic> of(Config config) {
    return config.guarantee() == Guarantee.EXACTLY_ONCE
        ? Optional.of(new OffsetsTopic(
            name(config.applicationId()), Duration.ofMillis(ClientTimeouts.of(config).transactionMs()).plus(UNTIL_ABORTED)))
        : Optional.empty();
  }
}
