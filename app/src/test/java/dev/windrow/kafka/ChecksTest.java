package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a cluster is found to be wrong, on views of clusters that are right but for one thing. */
class ChecksTest {

  private static final InternalTopics INTERNAL = new InternalTopics("windrow-partials", List.of("windrow-changelog"));
  private static final Set<AclOperation> ALL = Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);

  /** Three brokers as they should be. */
  private static final class Cluster {

    private int brokers = 3;
    private int transactionVersion = 2;
    private Optional<Set<AclOperation>> group = Optional.of(Set.of(AclOperation.READ));
    private final Map<String, String> settings = new TreeMap<>(Map.of(
        "transaction.max.timeout.ms", "900000", "group.min.session.timeout.ms", "6000", "group.max.session.timeout.ms", "1800000",
        "default.replication.factor", "3"));
    private final Map<String, ClusterView.Topic> topics = new TreeMap<>();
    private final Set<String> denied = new TreeSet<>();

    Cluster() {
      topic("user-events", "cleanup.policy=delete", "message.timestamp.type=LogAppendTime");
      topic("user-events-late", "cleanup.policy=delete");
      topic("user-events-dlq", "cleanup.policy=delete");
      topic("event-aggregates", "cleanup.policy=compact");
      topic("windrow-partials", "cleanup.policy=delete", "retention.ms=-1", "retention.bytes=-1");
      topic("windrow-changelog", "cleanup.policy=compact");
      topic("windrow-offsets", "cleanup.policy=compact");
      topic("__consumer_offsets", "cleanup.policy=compact");
      topic("__transaction_state", "cleanup.policy=compact");
    }

    Cluster topic(String name, String... more) {
      ClusterView.Topic before = topics.getOrDefault(name, new ClusterView.Topic(4, 3, Map.of(
          "min.insync.replicas", "2", "unclean.leader.election.enable", "false", "max.message.bytes", "4194304"), Optional.of(ALL)));
      Map<String, String> all = new TreeMap<>(before.settings());
      for (String setting : more) {
        all.put(setting.split("=")[0], setting.split("=")[1]);
      }
      topics.put(name, new ClusterView.Topic(before.partitions(), before.replication(), all, before.allowed()));
      return this;
    }

    Cluster partitions(String name, int count) {
      topics.computeIfPresent(name, (key, topic) -> new ClusterView.Topic(count, topic.replication(), topic.settings(), topic.allowed()));
      return this;
    }

    Cluster copies(String name, int count) {
      topics.computeIfPresent(name, (key, topic) -> new ClusterView.Topic(topic.partitions(), count, topic.settings(), topic.allowed()));
      return this;
    }

    Cluster allows(String name, AclOperation... operations) {
      topics.computeIfPresent(name,
          (key, topic) -> new ClusterView.Topic(topic.partitions(), topic.replication(), topic.settings(), Optional.of(Set.of(operations))));
      return this;
    }

    Cluster without(String name) {
      topics.remove(name);
      return this;
    }

    Cluster denies(String name) {
      denied.add(name);
      return without(name);
    }

    Cluster broker(String setting) {
      settings.put(setting.split("=")[0], setting.split("=")[1]);
      return this;
    }

    Cluster brokers(int count) {
      brokers = count;
      return this;
    }

    Cluster transactionVersion(int version) {
      transactionVersion = version;
      return this;
    }

    Cluster group(Set<AclOperation> allowed) {
      group = Optional.of(allowed);
      return this;
    }

    Cluster silent() {
      settings.clear();
      group = Optional.empty();
      topics.replaceAll((name, topic) -> new ClusterView.Topic(topic.partitions(), topic.replication(), Map.of(), Optional.empty()));
      return this;
    }

    ClusterView view() {
      return new ClusterView(brokers, transactionVersion, Map.copyOf(settings), group, Map.copyOf(topics), Set.copyOf(denied));
    }
  }

  @Test
  void theTopicsOfSourcesAreLookedAtWhenThereAreSources() {
    String source = "sources=[{name: copy, from-topic: {name: raw}, topic: copied, dead-letters: copied-dlq}]";
    Cluster cluster = new Cluster().topic("windrow-positions", "cleanup.policy=delete").topic("copied").allows("copied", AclOperation.READ);

    assertThat(findings(cluster, source)).extracting(Finding::text)
        .anyMatch(text -> text.startsWith("topic windrow-positions: expected cleanup.policy=compact, found delete; how far sources are read would be deleted"))
        .anyMatch(text -> text.startsWith("topic copied: operation Write is not allowed"))
        .anyMatch(text -> text.startsWith("topic copied-dlq: does not exist yet"));
    assertThat(findings(cluster)).extracting(Finding::text).noneMatch(text -> text.contains("copied") || text.contains("positions"));
  }

  private static List<Finding> findings(Cluster cluster, String... sets) {
    Config config = config(sets);
    List<Finding> findings = new ArrayList<>(new BrokerChecks(config, new ClientTimeouts(30_200, 10_000)).of(cluster.view()));
    findings.addAll(TopicChecks.of(config, TopicRoles.of(config, INTERNAL), cluster.view()));
    return findings;
  }

  private static Config config(String... sets) {
    try {
      return ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/op"), List.of(sets));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void nothingIsWrongWithAClusterAsItShouldBe() {
    assertThat(findings(new Cluster())).extracting(Finding::severity).containsOnly(Severity.OK);
  }

  @Test
  void topicsThatDoNotExistYetAreFine() {
    Cluster empty = new Cluster();
    empty.topics.clear();

    assertThat(findings(empty)).extracting(Finding::severity).containsOnly(Severity.OK);
  }

  @Test
  void whatABrokerDoesNotTellIsNotWrong() {
    assertThat(findings(new Cluster().silent())).extracting(Finding::severity).containsOnly(Severity.OK);
  }

  static Stream<Arguments> wrongClusters() {
    return Stream.of(
        arguments(new Cluster().transactionVersion(1), Severity.ERROR, "transaction.version: exactly-once needs brokers with transaction.version 2 or higher, found 1"),
        arguments(new Cluster().broker("transaction.max.timeout.ms=30000"), Severity.ERROR, "transaction.timeout.ms: expected at most 30000"),
        arguments(new Cluster().broker("group.min.session.timeout.ms=20000"), Severity.ERROR, "session.timeout.ms: expected 20000 to 1800000"),
        arguments(new Cluster().broker("group.max.session.timeout.ms=9000"), Severity.ERROR, "session.timeout.ms: expected 6000 to 9000"),
        arguments(new Cluster().group(Set.of(AclOperation.DESCRIBE)), Severity.ERROR, "group windrow: operation Read is not allowed"),
        arguments(new Cluster().topic("windrow-changelog", "cleanup.policy=delete"), Severity.ERROR, "topic windrow-changelog: expected cleanup.policy=compact, found delete"),
        arguments(new Cluster().topic("windrow-changelog", "cleanup.policy=compact,delete"), Severity.ERROR, "topic windrow-changelog: expected cleanup.policy=compact"),
        arguments(new Cluster().partitions("windrow-changelog", 3), Severity.ERROR, "topic windrow-changelog: expected 4 partitions as windrow-partials has, found 3"),
        arguments(new Cluster().topic("windrow-partials", "cleanup.policy=compact"), Severity.ERROR, "topic windrow-partials: expected cleanup.policy=delete, found compact"),
        arguments(new Cluster().allows("user-events", AclOperation.DESCRIBE), Severity.ERROR, "topic user-events: operation Read is not allowed"),
        arguments(new Cluster().allows("event-aggregates", AclOperation.READ), Severity.ERROR, "topic event-aggregates: operation Write is not allowed"),
        arguments(new Cluster().allows("windrow-partials", AclOperation.READ, AclOperation.WRITE), Severity.ERROR, "topic windrow-partials: operation Delete is not allowed"),
        arguments(new Cluster().denies("user-events"), Severity.ERROR, "topic user-events: may not be looked at"),
        arguments(new Cluster().topic("windrow-partials", "retention.ms=604800000"), Severity.WARNING, "topic windrow-partials: expected retention.ms=-1 and retention.bytes=-1, found retention.ms=604800000"),
        arguments(new Cluster().topic("event-aggregates", "cleanup.policy=delete"), Severity.WARNING, "topic event-aggregates: expected cleanup.policy=compact, found delete"),
        arguments(new Cluster().topic("user-events", "cleanup.policy=compact"), Severity.WARNING, "topic user-events: expected cleanup.policy=delete, found compact"),
        arguments(new Cluster().copies("__transaction_state", 1).copies("user-events", 1), Severity.WARNING, "topics user-events, __transaction_state: replication 1 on 3 brokers"),
        arguments(new Cluster().topic("user-events", "min.insync.replicas=1"), Severity.WARNING, "topic user-events: min.insync.replicas 1 with replication 3"),
        arguments(new Cluster().topic("user-events", "unclean.leader.election.enable=true"), Severity.WARNING, "topic user-events: unclean.leader.election.enable is true"),
        arguments(new Cluster().without("event-aggregates").broker("default.replication.factor=1"), Severity.WARNING, "default.replication.factor: is 1 on 3 brokers"),
        arguments(new Cluster().topic("user-events-late", "max.message.bytes=1048588"), Severity.WARNING, "topic user-events-late: max.message.bytes is 1048588, events of up to 1048576"),
        arguments(new Cluster().topic("event-aggregates", "max.message.bytes=100000"), Severity.WARNING, "topic event-aggregates: max.message.bytes is 100000, a result can have 147456"),
        arguments(new Cluster().topic("windrow-offsets", "cleanup.policy=delete"), Severity.WARNING, "topic windrow-offsets: expected cleanup.policy=compact, found delete; a coordinator that forgets"),
        arguments(new Cluster().allows("windrow-offsets", AclOperation.READ), Severity.ERROR, "topic windrow-offsets: operation Write is not allowed"),
        arguments(new Cluster().topic("windrow-changelog", "max.message.bytes=1048588"), Severity.WARNING, "topic windrow-changelog: max.message.bytes is 1048588"),
        arguments(new Cluster().partitions("windrow-partials", 8).partitions("windrow-changelog", 8), Severity.WARNING, "state.merge-partitions: is 4, but the application windrow was first started with 8"),
        arguments(new Cluster().topic("user-events", "message.timestamp.type=CreateTime"), Severity.NOTE, "topic user-events: message.timestamp.type is CreateTime"),
        arguments(new Cluster().topic("event-aggregates", "cleanup.policy=compact,delete", "retention.ms=1", "retention.bytes=-1"), Severity.NOTE, "topic event-aggregates: cleanup.policy is compact,delete"),
        arguments(new Cluster().partitions("user-events", 12), Severity.NOTE, "topic user-events: has 12 partitions, input.partitions is 4"),
        arguments(new Cluster().brokers(1), Severity.NOTE, "Kafka: one broker"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wrongClusters")
  void oneThingThatIsWrongIsTheOneFinding(Cluster cluster, Severity severity, String text) {
    List<Finding> wrong = findings(cluster).stream().filter(finding -> finding.severity() != Severity.OK).toList();

    assertThat(wrong).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(severity);
      assertThat(finding.text()).startsWith(text);
      assertThat(finding.why()).isNotEmpty();
      assertThat(finding.remedy().isEmpty()).as("has something to do").isEqualTo(severity == Severity.NOTE);
    });
  }

  @Test
  void oneCopyIsFineWhereThereIsOneBroker() {
    assertThat(findings(new Cluster().brokers(1).copies("user-events", 1))).noneMatch(finding -> finding.severity() == Severity.WARNING);
  }

  @Test
  void atLeastOnceNeedsNoTransactions() {
    List<Finding> findings = findings(new Cluster().transactionVersion(0).broker("transaction.max.timeout.ms=1"), "guarantee=at_least_once");

    assertThat(findings).noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  @Test
  void timeoutsAreThoseThatTheClientsGet() {
    ClientTimeouts byDefault = ClientTimeouts.of(StreamsSettings.of(config(), Path.of("state"), "instance", Optional.empty()));
    ClientTimeouts set = ClientTimeouts.of(StreamsSettings.of(
        config("kafka.transaction.timeout.ms=7000", "kafka.main.consumer.session.timeout.ms=8000"), Path.of("state"), "instance", Optional.empty()));

    assertThat(byDefault).isEqualTo(new ClientTimeouts(31_000, 10_000));
    assertThat(set).isEqualTo(new ClientTimeouts(7_000, 8_000));
  }
}
