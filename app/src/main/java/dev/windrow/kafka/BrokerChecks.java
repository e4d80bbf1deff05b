package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import dev.windrow.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;

/** What the brokers must be and allow, whatever the topics. */
record BrokerChecks(Config config, ClientTimeouts timeouts) {

  private static final int SAFE_TRANSACTION_VERSION = 2;

  private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";
  private static final String GROUP_MIN_SESSION = "group.min.session.timeout.ms";
  private static final String GROUP_MAX_SESSION = "group.max.session.timeout.ms";

  List<Finding> of(ClusterView cluster) {
    List<Finding> findings = new ArrayList<>();
    findings.add(brokers(cluster));
    if (config.guarantee() == Guarantee.EXACTLY_ONCE) {
      findings.add(transactions(cluster));
      transactionTimeout(cluster).ifPresent(findings::add);
    } else {
      findings.add(Finding.note("guarantee", "is at_least_once", "after a crash, counts can be too high"));
    }
    sessionTimeout(cluster).ifPresent(findings::add);
    cluster.group().ifPresent(allowed -> findings.add(group(allowed)));
    return findings;
  }

  private static Finding brokers(ClusterView cluster) {
    return cluster.brokers() > 1
        ? Finding.ok("Kafka", cluster.brokers() + " brokers")
        : Finding.note("Kafka", "one broker", "there is one copy of everything, and what is on its disk is lost with that");
  }

  private static Finding transactions(ClusterView cluster) {
    int found = cluster.transactionVersion();
    if (found >= SAFE_TRANSACTION_VERSION) {
      return Finding.ok(ClusterReader.TRANSACTION_VERSION, Integer.toString(found));
    }
    return Finding.error(ClusterReader.TRANSACTION_VERSION,
        "exactly-once needs brokers with " + ClusterReader.TRANSACTION_VERSION + " " + SAFE_TRANSACTION_VERSION + " or higher, found " + found,
        "with less, a transaction that times out can be torn",
        "upgrade the feature (kafka-features.sh upgrade --feature " + ClusterReader.TRANSACTION_VERSION + "=" + SAFE_TRANSACTION_VERSION
            + "; brokers before Kafka 4.0 themselves first), or set guarantee: at_least_once");
  }

  private Optional<Finding> transactionTimeout(ClusterView cluster) {
    return cluster.brokerNumber(TRANSACTION_MAX_TIMEOUT).map(highest -> timeouts.transactionMs() <= highest
        ? Finding.ok(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeouts.transactionMs() + ", the brokers allow " + highest)
        : Finding.error(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            "expected at most " + highest + " (the brokers' " + TRANSACTION_MAX_TIMEOUT + "), found " + timeouts.transactionMs(),
            "Kafka refuses such transactions",
            "set kafka.producer." + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " to at most that; it has to be longer than latency"));
  }

  private Optional<Finding> sessionTimeout(ClusterView cluster) {
    Optional<Long> least = cluster.brokerNumber(GROUP_MIN_SESSION);
    Optional<Long> most = cluster.brokerNumber(GROUP_MAX_SESSION);
    if (least.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    String range = least.get() + " to " + most.get();
    return Optional.of(timeouts.sessionMs() >= least.get() && timeouts.sessionMs() <= most.get()
        ? Finding.ok(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, timeouts.sessionMs() + ", the brokers allow " + range)
        : Finding.error(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            "expected " + range + " (the brokers' " + GROUP_MIN_SESSION + " and " + GROUP_MAX_SESSION + "), found " + timeouts.sessionMs(),
            "Kafka does not let such a member into the group",
            "set kafka." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG + " to a value in that range"));
  }

  private Finding group(Set<AclOperation> allowed) {
    String where = "group " + config.applicationId();
    return allowed.contains(AclOperation.READ)
        ? Finding.ok(where, "may be joined")
        : Finding.error(where, "operation Read is not allowed", "the service cannot join its group", TopicChecks.allow("Read", "--group", config.applicationId()));
  }
}
