package dev.windrow.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What could be read of a Kafka cluster. What could not be read is empty; the reader says why.
 *
 * @param brokers how many there are
 * @param transactionVersion the finalized feature; 0 where there is none, or where brokers know no features
 * @param brokerSettings of one broker
 * @param group what we may do with our group; empty when unknown
 * @param topics those of ours that exist, and those in which Kafka keeps offsets and transactions
 * @param denied topics that we may not even look at
 */
record ClusterView(
    int brokers,
    int transactionVersion,
    Map<String, String> brokerSettings,
    Optional<Set<AclOperation>> group,
    Map<String, Topic> topics,
    Set<String> denied) {

  /**
   * A topic.
   *
   * @param replication the lowest of its partitions
   * @param settings empty when they could not be read
   * @param allowed what we may do with it; empty when unknown
   */
  record Topic(int partitions, int replication, Map<String, String> settings, Optional<Set<AclOperation>> allowed) {

    Optional<String> setting(String name) {
      return Optional.ofNullable(settings.get(name));
    }

    /** Whether a setting could be read and is {@code value}. */
    boolean is(String name, String value) {
      return value.equals(settings.get(name));
    }
  }

  Optional<Topic> topic(String name) {
    return Optional.ofNullable(topics.get(name));
  }

  Optional<Long> brokerNumber(String name) {
    return Optional.ofNullable(brokerSettings.get(name)).map(Long::valueOf);
  }
}
