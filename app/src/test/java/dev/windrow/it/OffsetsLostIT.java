package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.cli.verify.Verification;
import dev.windrow.simulator.Pace;
import dev.windrow.topology.Counts;
import dev.windrow.topology.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The group's offsets are lost or reset while the state of the results lives on (rule S13). */
@Timeout(180)
final class OffsetsLostIT {

  private static final int EVENTS = 5_000;
  private static final int MORE_EVENTS = 200_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void underExactlyOnceTheServiceStopsAndSaysWhy() throws Exception {
    Settings settings = scenario.settings();
    Path truth = runOnce(settings);
    int results = scenario.results(settings).size();
    deleteOffsets(settings);

    Jvm again = scenario.run(settings);
    int exitCode = again.exitCode(Duration.ofSeconds(60));

    scenario.say("exit code %d, last line: %s", exitCode, again.err().lines().reduce("", (before, line) -> line));
    assertThat(exitCode).isEqualTo(1);
    assertThat(again.err()).contains("of topic " + settings.topic() + " is being read again from offset 0", "windrow reset");
    Comparison comparison = Verification.of(settings.config(), truth).compare(Duration.ZERO, Clock.systemUTC(), notYet -> { }, () -> false);
    assertThat(comparison.equal()).isEqualTo(results);
    assertThat(comparison.extra()).isEmpty();
    assertThat(comparison.wrong()).isEmpty();
    assertThat(comparison.missing()).isEmpty();
  }

  /** What a coordinator answers that took an early part of its log for the whole: offsets that the service did commit, but not last. */
  @Test
  void olderOffsetsThanTheLastOnesAreSetRight() throws Exception {
    Settings settings = scenario.settings().with("kafka.max.partition.fetch.bytes", 64 << 10);
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 2_000, MORE_EVENTS));
    Group group = scenario.group(settings);
    Throttle throttle = scenario.closeLater(Throttle.open(scenario.admin(), 512 << 10));
    Jvm instance = scenario.run(settings);
    scenario.until("a part of each partition is read", () -> group.committed(settings.topic()).size() == 4);
    Map<TopicPartition, OffsetAndMetadata> early = allOffsets(group);
    long earlyRead = group.read(settings.topic());
    scenario.until("more is read", () -> group.read(settings.topic()) > earlyRead);
    instance.signal("TERM");
    assertThat(instance.exitCode(Duration.ofSeconds(60))).isZero();
    long read = group.read(settings.topic());
    scenario.admin().alterConsumerGroupOffsets(group.id(), early).all().get();
    long forgotten = read - group.read(settings.topic());
    throttle.close();

    Jvm again = scenario.run(settings);
    Comparison comparison = scenario.compare(settings, truth);

    scenario.say("%,d events would have been read again; %s", forgotten, comparison);
    assertThat(forgotten).isPositive();
    assertThat(again.err()).contains("the group's coordinator says that offset ", "nothing is counted twice");
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
  }

  /** As a coordinator does that has missed a transaction's end: for the first partition it would wait until the test is over. */
  @Test
  void coordinatorThatWaitsInVainDoesNotStopTheGroup() throws Exception {
    Settings settings = scenario.settings();
    runOnce(settings);
    scenario.preload(scenario.events(settings, Pace.MAX, 500, EVENTS));
    Group group = scenario.group(settings);
    try (KafkaConsumer<byte[], byte[]> outsider = new KafkaConsumer<>(
            Map.of("bootstrap.servers", scenario.kafka().bootstrapServers(), "group.id", group.id()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> undecided = new KafkaProducer<>(Map.of(
        "bootstrap.servers", scenario.kafka().bootstrapServers(), "transactional.id", group.id() + "-undecided", "transaction.timeout.ms", 40_000),
        new ByteArraySerializer(), new ByteArraySerializer())) {
      undecided.initTransactions();
      undecided.beginTransaction();
      undecided.sendOffsetsToTransaction(Map.of(new TopicPartition(settings.topic(), 0), new OffsetAndMetadata(0)), outsider.groupMetadata());

      Jvm again = scenario.run(settings);
      scenario.until("all is counted", () -> total(scenario.ledger(settings), settings).read() == 2 * EVENTS);

      assertThat(again.err()).contains("the group's coordinator has waited for ");
      assertThat(group.transactions(TransactionState.ONGOING)).contains(group.id() + "-undecided");
      assertThat(again.isAlive()).isTrue();
      undecided.abortTransaction();
    }
  }

  /** Killed between the two halves of a commit. The thread that has to end it is not the only one that waits for it. */
  @Test
  void whatAKilledProcessHasNotDecidedIsEndedByItsNextStart() throws Exception {
    Settings settings = scenario.settings().with("kafka.num.stream.threads", 2).with("kafka.producer.transaction.timeout.ms", 600_000);
    runOnce(settings);
    scenario.preload(scenario.events(settings, Pace.MAX, 500, EVENTS));
    Group group = scenario.group(settings);
    List<String> names = group.transactions(TransactionState.values());
    assertThat(names).hasSize(2);
    try (KafkaConsumer<byte[], byte[]> outsider = new KafkaConsumer<>(
            Map.of("bootstrap.servers", scenario.kafka().bootstrapServers(), "group.id", group.id()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> killed = new KafkaProducer<>(Map.of(
            "bootstrap.servers", scenario.kafka().bootstrapServers(), "transactional.id", names.get(1), "transaction.timeout.ms", 600_000),
            new ByteArraySerializer(), new ByteArraySerializer())) {
      killed.initTransactions();
      killed.beginTransaction();
      killed.sendOffsetsToTransaction(offsets(settings), outsider.groupMetadata());
      assertThat(group.transactions(TransactionState.ONGOING)).containsExactly(names.get(1));

      Jvm again = scenario.run(settings);
      scenario.until("all is counted", () -> total(scenario.ledger(settings), settings).read() == 2 * EVENTS);

      assertThat(again.err()).doesNotContain("the group's coordinator has waited for ");
      assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  void anInstanceThatIsWatchedTellsTheReason() throws Exception {
    Settings settings = scenario.settings();
    runOnce(settings);
    resetOffsets(settings);

    Exception failure = scenario.closeLater(Instance.start(settings.config())).failure(Duration.ofSeconds(60));

    assertThat(failure).hasMessageStartingWith("the service stopped: ").hasMessageContaining("is being read again from offset 0");
  }

  @Test
  void underAtLeastOnceItGoesOnAndCountsPossibleDuplicates() throws Exception {
    Settings settings = scenario.settings().with("guarantee", "at_least_once");
    runOnce(settings);
    assertThat(scenario.ledger(settings).possibleDuplicates()).isZero();
    resetOffsets(settings);

    Instance again = scenario.start(settings);
    scenario.until("everything is read once more", () -> total(scenario.ledger(settings), settings).read() == 2 * EVENTS);

    Ledger ledger = scenario.ledger(settings);
    scenario.say("%s, possible duplicates: %d", total(ledger, settings), ledger.possibleDuplicates());
    assertThat(ledger.possibleDuplicates()).isPositive();
    assertThat(again.hasFailed()).isFalse();
  }

  private Path runOnce(Settings settings) throws Exception {
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 500, EVENTS));
    Instance instance = scenario.start(settings);
    Comparison comparison = scenario.compare(settings, truth);
    instance.close();
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
    assertThat(scenario.group(settings).lag(settings.topic())).isZero();
    return truth;
  }

  /** Of the input and of what is between the stages, with the metadata. */
  private Map<TopicPartition, OffsetAndMetadata> allOffsets(Group group) throws Exception {
    return scenario.admin().listConsumerGroupOffsets(group.id()).partitionsToOffsetAndMetadata().get();
  }

  private void deleteOffsets(Settings settings) throws Exception {
    Group group = scenario.group(settings);
    scenario.admin().deleteConsumerGroupOffsets(group.id(), offsets(settings).keySet()).all().get();
    assertThat(group.committed(settings.topic())).isEmpty();
  }

  private void resetOffsets(Settings settings) throws Exception {
    Group group = scenario.group(settings);
    scenario.admin().alterConsumerGroupOffsets(group.id(), offsets(settings)).all().get();
    assertThat(group.read(settings.topic())).isZero();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(Settings settings) {
    return IntStream.range(0, 4).boxed()
        .collect(Collectors.toMap(partition -> new TopicPartition(settings.topic(), partition), partition -> new OffsetAndMetadata(0)));
  }

  private static Counts total(Ledger ledger, Settings settings) {
    return ledger.total(settings.config().aggregations().get(0).id());
  }
}
