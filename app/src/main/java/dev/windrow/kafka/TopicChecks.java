package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.ops.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** What the topics must be like. A topic that does not exist yet is as it will be created. */
final class TopicChecks {

  /** Topics of Kafka's own that everything depends on. */
  static final List<String> OF_KAFKA = List.of("__consumer_offsets", "__transaction_state");

  private static final String DEFAULT_REPLICATION = "default.replication.factor";
  private static final String FOREVER = "-1";
  private static final int COPIES_TO_LOSE_ONE = 3;

  /** Besides the values, in a result with its key and in a late event with our headers. */
  private static final int AROUND_VALUES_BYTES = 16 << 10;

  private final Config config;
  private final TopicRoles roles;
  private final ClusterView cluster;
  private final List<Finding> findings = new ArrayList<>();

  private TopicChecks(Config config, TopicRoles roles, ClusterView cluster) {
    this.config = config;
    this.roles = roles;
    this.cluster = cluster;
  }

  static List<Finding> of(Config config, TopicRoles roles, ClusterView cluster) {
    return new TopicChecks(config, roles, cluster).findings();
  }

  private List<Finding> findings() {
    existence();
    permissions();
    cleanup();
    partitions();
    copies();
    sizes();
    return findings;
  }

  private void existence() {
    for (String topic : roles.all()) {
      if (cluster.denied().contains(topic)) {
        findings.add(Finding.error("topic " + topic, "may not be looked at",
            "the service can neither read nor write it", allow(roles.inputs().contains(topic) ? "Read" : "Write", "--topic", topic)));
      } else {
        findings.add(cluster.topic(topic)
            .map(found -> Finding.ok("topic " + topic, found.partitions() + " partitions, replication " + found.replication()))
            .orElseGet(() -> Finding.ok("topic " + topic, "does not exist yet, 'run' creates it")));
      }
    }
  }

  private void permissions() {
    roles.inputs().forEach(topic -> needs(topic, AclOperation.READ));
    roles.sides().forEach(topic -> needs(topic, AclOperation.WRITE));
    roles.results().forEach(topic -> needs(topic, AclOperation.WRITE));
    // Kafka Streams deletes the partials that are merged.
    needs(roles.partials(), AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);
    roles.changelogs().forEach(topic -> needs(topic, AclOperation.READ, AclOperation.WRITE));
    roles.offsets().ifPresent(topic -> needs(topic, AclOperation.READ, AclOperation.WRITE));
    roles.targets().forEach(topic -> needs(topic, AclOperation.WRITE));
    roles.positions().ifPresent(topic -> needs(topic, AclOperation.READ, AclOperation.WRITE));
  }

  private void needs(String topic, AclOperation... operations) {
    Optional<Set<AclOperation>> allowed = cluster.topic(topic).flatMap(ClusterView.Topic::allowed);
    for (AclOperation operation : operations) {
      if (allowed.isPresent() && !allowed.get().contains(operation)) {
        String name = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        findings.add(Finding.error("topic " + topic, "operation " + name + " is not allowed", "the service needs it", allow(name, "--topic", topic)));
      }
    }
  }

  static String allow(String operation, String kind, String name) {
    return "kafka-acls.sh --add --allow-principal User:… --operation " + operation + " " + kind + " " + name;
  }

  private void cleanup() {
    compacted(roles.changelogs(), Finding::error, "open windows and the ledger would be deleted with time");
    compacted(roles.offsets().stream().toList(), Finding::warning, "a coordinator that forgets offsets would stop the service");
    compacted(roles.positions().stream().toList(), Finding::error, "how far sources are read would be deleted with time, and they would be read twice");
    for (String topic : existing(List.of(roles.partials()), TopicChecks::compacts)) {
      findings.add(Finding.error("topic " + topic, "expected cleanup.policy=delete, found " + policy(topic),
          "partials share their keys, so that all but the last would be lost, and the events in them", alter(topic, "cleanup.policy=delete")));
    }
    for (String topic : existing(List.of(roles.partials()), TopicChecks::expires)) {
      findings.add(Finding.warning("topic " + topic, "expected retention.ms=-1 and retention.bytes=-1, found " + retention(topic),
          "partials that are not merged in time, as when the service is stopped for longer, are lost and the events in them",
          alter(topic, "retention.ms=-1,retention.bytes=-1")));
    }
    for (String topic : existing(roles.results(), found -> deletes(found) && !compacts(found))) {
      findings.add(Finding.warning("topic " + topic, "expected cleanup.policy=compact, found " + policy(topic),
          "results are deleted with time, so that who reads them later misses windows", alter(topic, "cleanup.policy=compact")));
    }
    for (String topic : existing(roles.results(), found -> deletes(found) && compacts(found))) {
      findings.add(Finding.note("topic " + topic, "cleanup.policy is " + policy(topic) + ", " + retention(topic), "older results are deleted"));
    }
    for (String topic : existing(roles.inputs(), TopicChecks::compacts)) {
      findings.add(Finding.warning("topic " + topic, "expected cleanup.policy=delete, found " + policy(topic),
          "compaction removes events, so that reading them again gives other results", alter(topic, "cleanup.policy=delete")));
    }
    for (String topic : existing(roles.inputs(), found -> found.is(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"))) {
      findings.add(Finding.note("topic " + topic, "message.timestamp.type is CreateTime",
          "the guard against clocks that are ahead (max-ahead) is as good as the senders' record timestamps; LogAppendTime is best"));
    }
  }

  /** @param ifDeleted what would happen to a topic that forgets with time */
  private void compacted(List<String> topics, Severe severe, String ifDeleted) {
    for (String topic : existing(topics, TopicChecks::isNotJustCompacted)) {
      findings.add(severe.finding("topic " + topic, "expected cleanup.policy=compact, found " + policy(topic),
          deletes(cluster.topics().get(topic)) ? ifDeleted : "it would grow for ever", alter(topic, "cleanup.policy=compact")));
    }
  }

  /** Makes a finding of a severity. */
  private interface Severe {
    Finding finding(String subject, String found, String consequence, String remedy);
  }

  private void partitions() {
    for (String topic : existing(roles.inputs(), found -> found.partitions() != config.input().partitions())) {
      findings.add(Finding.note("topic " + topic, "has " + partitionsOf(topic) + " partitions, input.partitions is " + config.input().partitions(),
          "an existing topic's count wins"));
    }
    int wanted = config.state().mergePartitions();
    int kept = cluster.topic(roles.partials()).map(ClusterView.Topic::partitions).orElse(wanted);
    if (kept != wanted) {
      findings.add(Finding.warning("state.merge-partitions",
          "is " + wanted + ", but the application " + config.applicationId() + " was first started with " + kept, "it keeps " + kept,
          "set state.merge-partitions: " + kept));
    }
    for (String topic : existing(roles.changelogs(), found -> found.partitions() != kept)) {
      findings.add(Finding.error("topic " + topic, "expected " + kept + " partitions as " + roles.partials() + " has, found " + partitionsOf(topic),
          "state and partials do not belong together", "start over: 'windrow reset' shows what that would remove"));
    }
  }

  /** Where there is but one broker there is nothing to choose. */
  private void copies() {
    if (cluster.brokers() < 2) {
      return;
    }
    List<String> all = Stream.concat(roles.all().stream(), OF_KAFKA.stream()).toList();
    String brokers = "on " + cluster.brokers() + " brokers";
    together(existing(all, found -> found.replication() == 1), "replication 1 " + brokers,
        "when that broker's disk is lost, so is what is in there; while it is down, the service waits",
        "raise it with kafka-reassign-partitions.sh, and default.replication.factor for topics to come");
    together(existing(all, found -> found.replication() >= COPIES_TO_LOSE_ONE && found.is(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1")),
        "min.insync.replicas 1 with replication " + COPIES_TO_LOSE_ONE + " or more",
        "a record that is acknowledged can be on one disk only, and lost with it", "set min.insync.replicas=2 on them");
    together(existing(all, found -> found.is(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "true")),
        "unclean.leader.election.enable is true", "a broker that lags behind can become the leader, and what it has not is lost",
        "set unclean.leader.election.enable=false on them");
    if (roles.all().stream().anyMatch(this::isToCome) && "1".equals(cluster.brokerSettings().get(DEFAULT_REPLICATION))) {
      findings.add(Finding.warning(DEFAULT_REPLICATION, "is 1 " + brokers, "the topics that 'run' creates have one copy only",
          "set it to 3 on the brokers, or create the topics yourself"));
    }
  }

  private void together(List<String> topics, String found, String why, String remedy) {
    if (!topics.isEmpty()) {
      findings.add(Finding.warning((topics.size() == 1 ? "topic " : "topics ") + String.join(", ", topics), found, why, remedy));
    }
  }

  private void sizes() {
    for (String topic : existing(roles.sides(), found -> isBelow(found, config.input().limits().recordBytes() + AROUND_VALUES_BYTES))) {
      findings.add(Finding.warning("topic " + topic,
          "max.message.bytes is " + maxMessageBytes(topic) + ", events of up to " + config.input().limits().recordBytes() + " bytes are read",
          "larger ones are cut there, with their size and hash in headers", alter(topic, "max.message.bytes=" + Topics.MAX_MESSAGE_BYTES)));
    }
    Map<String, Integer> longest = new LinkedHashMap<>();
    config.aggregations().forEach(each -> longest.merge(each.output(), resultBytes(each.groupBy().size()), Math::max));
    longest.forEach((topic, bytes) -> {
      for (String small : existing(List.of(topic), found -> isBelow(found, bytes))) {
        findings.add(tooSmall(small, "a result can have " + bytes));
      }
    });
    Stream.concat(Stream.of(roles.partials()), roles.changelogs().stream())
        .flatMap(topic -> existing(List.of(topic), found -> isBelow(found, Topics.MAX_MESSAGE_BYTES)).stream())
        .forEach(topic -> findings.add(tooSmall(topic, "a record of the service can have " + Topics.MAX_MESSAGE_BYTES)));
  }

  private Finding tooSmall(String topic, String needed) {
    return Finding.warning("topic " + topic, "max.message.bytes is " + maxMessageBytes(topic) + ", " + needed,
        "one that is longer stops the service", alter(topic, "max.message.bytes=" + Topics.MAX_MESSAGE_BYTES));
  }

  /** The group stands in the key and in the value. */
  private int resultBytes(int groupFields) {
    return (int) Math.min(Topics.MAX_MESSAGE_BYTES, 2L * groupFields * config.input().limits().stringBytes() + AROUND_VALUES_BYTES);
  }

  private static boolean isBelow(ClusterView.Topic topic, int bytes) {
    return topic.setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).filter(found -> Long.parseLong(found) < bytes).isPresent();
  }

  private static boolean compacts(ClusterView.Topic topic) {
    return topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG).filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)).isPresent();
  }

  private static boolean deletes(ClusterView.Topic topic) {
    return topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG).filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE)).isPresent();
  }

  private static boolean isNotJustCompacted(ClusterView.Topic topic) {
    return topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG).filter(policy -> !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)).isPresent();
  }

  private static boolean expires(ClusterView.Topic topic) {
    return Stream.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)
        .anyMatch(setting -> topic.setting(setting).filter(value -> !value.equals(FOREVER)).isPresent());
  }

  /** Those of {@code names} that exist, whose settings could be read, and of which {@code condition} holds. */
  private List<String> existing(Collection<String> names, Predicate<ClusterView.Topic> condition) {
    return names.stream().filter(name -> cluster.topic(name).filter(condition).isPresent()).toList();
  }

  private boolean isToCome(String topic) {
    return cluster.topic(topic).isEmpty() && !cluster.denied().contains(topic);
  }

  private int partitionsOf(String topic) {
    return cluster.topics().get(topic).partitions();
  }

  private String policy(String topic) {
    return cluster.topics().get(topic).setting(TopicConfig.CLEANUP_POLICY_CONFIG).orElse("none");
  }

  private String maxMessageBytes(String topic) {
    return cluster.topics().get(topic).settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
  }

  private String retention(String topic) {
    Map<String, String> settings = cluster.topics().get(topic).settings();
    return "retention.ms=" + settings.get(TopicConfig.RETENTION_MS_CONFIG) + " and retention.bytes=" + settings.get(TopicConfig.RETENTION_BYTES_CONFIG);
  }

  private static String alter(String topic, String setting) {
    return "kafka-configs.sh --alter --entity-type topics --entity-name " + topic + " --add-config " + setting;
  }
}
