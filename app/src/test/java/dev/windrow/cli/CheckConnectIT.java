package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import dev.windrow.it.Postgres;
import dev.windrow.it.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --connect} against a broker, and {@code run} against one that it must refuse. */
@Timeout(180)
@ExtendWith(SharedPostgres.class)
final class CheckConnectIT {

  private static EmbeddedBroker broker;
  private static Admin admin;

  @TempDir
  private Path dir;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY.withProperties(Map.of(
        "transaction.max.timeout.ms", "40000",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found", "true")));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void end() {
    admin.close();
    broker.close();
  }

  @Test
  void aFreshBrokerIsFineAndNothingIsCreated() throws Exception {
    CommandLineRun check = check("fresh");

    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains(
        "note     Kafka: one broker",
        "ok       transaction.version: 2",
        "ok       transaction.timeout.ms: 31000, the brokers allow 40000",
        "ok       topic fresh-events: does not exist yet, 'run' creates it",
        "The configuration is valid; the service can start: 0 errors, ");
    assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("fresh"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnceTheGravestFirst() throws Exception {
    create("bad-windows-changelog", 4, "cleanup.policy", "delete");
    create("bad-sources-changelog", 3, "cleanup.policy", "compact");
    create("bad-partials-repartition", 4, "cleanup.policy", "compact");
    create("bad-events", 2, "cleanup.policy", "compact");
    create("bad-results", 4, "cleanup.policy", "delete");

    CommandLineRun check = check("bad");

    assertThat(check.exitCode()).as(check.out()).isEqualTo(3);
    assertThat(check.out()).contains(
        "error    topic bad-windows-changelog: expected cleanup.policy=compact, found delete",
        "error    topic bad-sources-changelog: expected 4 partitions as bad-partials-repartition has, found 3",
        "error    topic bad-partials-repartition: expected cleanup.policy=delete, found compact",
        "warning  topic bad-events: expected cleanup.policy=delete, found compact",
        "warning  topic bad-results: expected cleanup.policy=compact, found delete",
        "note     topic bad-events: has 2 partitions, input.partitions is 4",
        "the service would not start: 3 errors, ");
    assertThat(check.out().lines().filter(line -> line.matches("(error|warning|note|ok) .*")).map(line -> line.split(" ")[0]).distinct())
        .containsExactly("error", "warning", "note", "ok");
  }

  @Test
  void runRefusesWithAllErrorsAndChangesNothing() throws Exception {
    create("refused-windows-changelog", 4, "cleanup.policy", "delete");

    CommandLineRun run = run("run", "refused", "kafka.producer.transaction.timeout.ms=50000");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines().dropWhile(line -> !line.startsWith("windrow: "))).satisfiesExactly(
        line -> assertThat(line).isEqualTo("windrow: not started, this has to be mended first:"),
        line -> assertThat(line).startsWith("  transaction.timeout.ms: expected at most 40000"),
        line -> assertThat(line).startsWith("  topic refused-windows-changelog: expected cleanup.policy=compact, found delete"));
    assertThat(admin.listTopics().names().get()).filteredOn(topic -> topic.startsWith("refused")).containsExactly("refused-windows-changelog");
  }

  @Test
  void machineThatIsNotFitIsNoUnusableKafka() throws Exception {
    CommandLineRun run = run("run", "unfit", "state.dir=/dev/null/state");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().dropWhile(line -> !line.startsWith("windrow: "))).satisfiesExactly(
        line -> assertThat(line).isEqualTo("windrow: not started, this has to be mended first:"),
        line -> assertThat(line).startsWith("  state.dir /dev/null/state: is not a folder that can be written to"));
    assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("unfit"));
  }

  @Test
  void operationThatIsNotAllowedIsNamed() throws Exception {
    create("denied-events", 4, "cleanup.policy", "delete");
    deny("denied-events", AclOperation.READ);

    CommandLineRun check = check("denied");

    assertThat(check.exitCode()).as(check.out()).isEqualTo(3);
    assertThat(check.out()).contains("error    topic denied-events: operation Read is not allowed; the service needs it. To do: kafka-acls.sh --add");
  }

  @Test
  void settingsThatMayNotBeReadAreNoReasonNotToStart() throws Exception {
    create("secret-events-late", 4, "cleanup.policy", "delete");
    deny("secret-events-late", AclOperation.DESCRIBE_CONFIGS);

    CommandLineRun check = check("secret");

    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains("note     Kafka: the settings of topic secret-events-late could not be checked; ");
  }

  @Test
  void kafkaThatDoesNotAnswerIsOneOfTheErrors() {
    CommandLineRun check = run("check", "away", "kafka.bootstrap.servers=127.0.0.1:1", "kafka.default.api.timeout.ms=2000",
        "kafka.request.timeout.ms=2000", "--connect");

    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.out()).contains("error    Kafka: 127.0.0.1:1 cannot be used; no answer in time", "state.dir " + dir);
  }

  @Test
  void theTablesOfSinksAreLookedAtAndNotCreated(Postgres postgres) throws Exception {
    postgres.execute("CREATE SCHEMA check_connect");

    CommandLineRun check = run("check", "loads", "sinks[0].postgresql.url=" + postgres.url(), "sinks[0].postgresql.user=postgres", "sinks[0].schema=check_connect", "--connect");

    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains("ok       sink sink: " + postgres.url() + " answers, PostgreSQL ",
        "ok       sink sink, table \"check_connect\".\"by_event_type\": does not exist yet, loading creates it", "the service can start: 0 errors, ");
    // Fails when there is something in it.
    postgres.execute("DROP SCHEMA check_connect");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAnErrorThatKeepsNoServiceFromStarting() {
    CommandLineRun check = run("check", "unloaded", "sinks[0].postgresql.url=jdbc:postgresql://127.0.0.1:1/x", "--connect");

    assertThat(check.exitCode()).as(check.out()).isEqualTo(3);
    assertThat(check.out()).contains(
        "error    sink sink: jdbc:postgresql://127.0.0.1:1/x cannot be used; Connection to 127.0.0.1:1 refused.",
        "(SQLSTATE 08001). To do: is the database up, and is sinks[].postgresql.url right?",
        "ok       topic unloaded-events: does not exist yet, 'run' creates it",
        "The configuration is valid; the service can start, but not load its sinks: 1 error, ");
  }

  @Test
  void withoutConnectNoKafkaAndNoDatabaseIsAsked() {
    CommandLineRun check = run("check", "away", "kafka.bootstrap.servers=127.0.0.1:1", "sinks[0].postgresql.url=jdbc:postgresql://127.0.0.1:1/x");

    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).endsWith("The configuration is valid." + System.lineSeparator());
  }

  private CommandLineRun check(String application) {
    return run("check", application, "--connect");
  }

  private CommandLineRun run(String command, String application, String... more) {
    Stream<String> sets = Stream.concat(
        Stream.of("kafka.bootstrap.servers=" + broker.bootstrapServers(), "application-id=" + application, "input.topics=[" + application + "-events]",
            "aggregations[0].output=" + application + "-results", "state.dir=" + dir.resolve("state"), "http.port=0"),
        Arrays.stream(more));
    return CommandLineRun.of(Stream.concat(Stream.of(command),
        sets.flatMap(set -> set.startsWith("--") ? Stream.of(set) : Stream.of("--set", set))).toArray(String[]::new));
  }

  private static void deny(String topic, AclOperation operation) throws Exception {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    admin.createAcls(List.of(
        new AclBinding(resource, new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
        new AclBinding(resource, new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY)))).all().get();
  }

  private static void create(String topic, int partitions, String setting, String value) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(Map.of(setting, value)))).all().get();
    // A broker hears of a new topic a little later than who created it.
    await("the broker knows " + topic).atMost(Duration.ofSeconds(60)).ignoreExceptions()
        .until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().size() == 1);
  }
}
