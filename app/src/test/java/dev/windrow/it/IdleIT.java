package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.TypeShare;
import dev.windrow.topology.Ledger;
import dev.windrow.topology.MergeStores;
import dev.windrow.window.HoldBack;
import dev.windrow.window.SourceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partitions without traffic (rule S6). */
@Timeout(180)
final class IdleIT {

  private static final int IDLE_PARTITION = 3;
  private static final Duration IDLE_AFTER = Duration.ofSeconds(2);

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void lastWindowsCloseWithoutFurtherEventsAlthoughAPartitionNeverHadOne() throws Exception {
    Settings settings = idleAfter();
    Path truth = preloadAllButOnePartition(settings, 4_000);

    scenario.start(settings);
    Instant running = Instant.now();
    Comparison comparison = scenario.compare(settings, truth);

    Duration took = Duration.between(running, Instant.now());
    Group group = scenario.group(settings);
    scenario.say("all windows closed %d ms after the start; committed: %s", took.toMillis(), group.committed(settings.topic()));
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
    assertThat(took).isBetween(IDLE_AFTER, IDLE_AFTER.plusSeconds(30));
    assertThat(group.committed(settings.topic()).get(IDLE_PARTITION).offset()).isZero();
  }

  @Test
  void withIdleAfterNeverAnEmptyPartitionHoldsEverythingAndStatusNamesIt() throws Exception {
    Settings settings = idleAfter();
    Settings never = settings.with("input.idle-after", "never");
    Path truth = preloadAllButOnePartition(settings, 4_000);
    SourceId empty = new SourceId(settings.topic(), IDLE_PARTITION);

    Instance strict = scenario.start(never);
    scenario.until("everything is read", () -> scenario.ledger(never).total(id(settings)).read() == 4_000);
    Instant read = Instant.now();
    scenario.until("announcements would have come and counted", () -> Instant.now().isAfter(read.plus(IDLE_AFTER.multipliedBy(2))));

    Ledger ledger = scenario.ledger(never);
    Jvm status = scenario.command("status", never);
    assertThat(status.exitCode(Duration.ofSeconds(30))).isZero();
    scenario.say("held back by %s", ledger.heldBackBy());
    assertThat(ledger.heldBackBy()).extracting(HoldBack::source).containsExactly(empty);
    assertThat(ledger.watermark()).isZero();
    assertThat(status.out()).contains("held back by " + empty + ", from which nothing has been heard yet");
    assertThat(scenario.results(settings)).isEmpty();

    strict.close();
    scenario.start(settings);
    assertThat(scenario.compare(settings, truth).isRight()).isTrue();
  }

  @Test
  void noWindowClosesWhileAPartitionHasUnreadRecords() throws Exception {
    Settings settings = idleAfter().with("kafka.session.timeout.ms", 60_000).with("kafka.num.stream.threads", 1);
    String partials = MergeStores.partialsTopic(settings.config().applicationId());
    Group group = scenario.group(settings);
    scenario.createTopic(settings.topic(), 4);
    Jvm stopped = scenario.run(settings.named("stopped"));
    scenario.begin(settings.named("reader"));
    scenario.until("both read and both merge", () -> bothOwn(group, settings.topic()) && bothOwn(group, partials));
    SimulatorOptions events = manyTypes(scenario.events(settings, Pace.REAL, 400, Run.UNLIMITED));
    Simulation simulation = scenario.simulate(events);
    scenario.until("windows close", () -> scenario.results(settings).size() > 50);

    stopped.signal("STOP");
    Instant stop = Instant.now();
    scenario.until("events have come that are not read", () -> Instant.now().isAfter(stop.plusSeconds(3)));
    Path truth = scenario.truth(events, simulation);
    Instant end = Instant.now();

    Set<Integer> unread = partitions(group.owners(settings.topic()), "stopped");
    Set<Integer> merging = partitions(group.owners(partials), "reader");
    scenario.until("all announcements from before the stop have run out", () -> Instant.now().isAfter(end.plus(IDLE_AFTER.multipliedBy(4))));
    long merged = merged(group, partials, merging);
    scenario.until("what was announced since is merged", () -> merged(group, partials, merging) > merged + 10L * merging.size());

    long lag = group.lag(settings.topic());
    long sooner = scenario.results(settings).keySet().stream().filter(key -> windowEnd(key).isAfter(stop)).count();
    long merges = merged(group, partials, merging);
    scenario.say("partitions %s have %,d unread records; %,d partials merged meanwhile by %s; %d windows closed too soon",
        unread, lag, merges - merged, merging, sooner);
    assertThat(group.owners(settings.topic())).as("nobody took the stopped one's partitions").containsValue("stopped");
    assertThat(lag).isGreaterThan(100);
    assertThat(sooner).isZero();

    stopped.signal("CONT");
    Comparison comparison = scenario.compare(settings, truth);
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
  }

  @Test
  void openTransactionIsNotTheEndOfItsPartition() throws Exception {
    Settings settings = idleAfter();
    SourceId open = new SourceId(settings.topic(), 0);
    Instant base = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    scenario.createTopic(settings.topic(), 2);
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", scenario.kafka().bootstrapServers(), "transactional.id", settings.topic()),
        new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      byte[] event = ("{\"timestamp\":\"" + base + "\",\"event_type\":\"view\",\"value\":1}").getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(settings.topic(), 0, base.toEpochMilli(), null, event)).get();
      scenario.start(settings);
      scenario.send(settings, 1, base, base.plusSeconds(30));
      scenario.until("partition 1 is read", () -> scenario.ledger(settings).total(id(settings)).read() == 2);
      Instant read = Instant.now();
      scenario.until("partition 0 would be idle", () -> Instant.now().isAfter(read.plus(IDLE_AFTER.multipliedBy(3))));

      scenario.say("held back by %s", scenario.ledger(settings).heldBackBy());
      assertThat(scenario.ledger(settings).heldBackBy()).extracting(HoldBack::source).containsExactly(open);
      assertThat(scenario.results(settings)).isEmpty();
      producer.commitTransaction();
    }
    scenario.until("both windows close", () -> scenario.results(settings).size() == 2);
    assertThat(scenario.results(settings).values()).allMatch(result -> result.contains("\"status\":\"final\"")).anyMatch(result -> result.contains("\"count\":2,"));
  }

  private Settings idleAfter() {
    return scenario.settings().with("input.idle-after", IDLE_AFTER.toSeconds() + "s");
  }

  private Path preloadAllButOnePartition(Settings settings, int count) throws Exception {
    SimulatorOptions events = scenario.events(settings, Pace.MAX, 200, count);
    return scenario.preload(events.withTarget(events.target().withIdle(IDLE_PARTITION)));
  }

  /** So many that each merge partition has some. */
  private static SimulatorOptions manyTypes(SimulatorOptions events) {
    List<TypeShare> types = IntStream.range(0, 20).mapToObj(type -> new TypeShare("type-" + type, 1)).toList();
    Population all = Population.DEFAULTS;
    return events.withEvents(
        events.events().withPopulation(new Population(all.users(), all.skew(), new Population.Independent(types), all.values())));
  }

  private static boolean bothOwn(Group group, String topic) throws Exception {
    Map<Integer, String> owners = group.owners(topic);
    return owners.size() == 4 && Set.copyOf(owners.values()).equals(Set.of("stopped", "reader"));
  }

  private static Set<Integer> partitions(Map<Integer, String> owners, String instance) {
    Set<Integer> partitions = new TreeSet<>(owners.keySet());
    partitions.removeIf(partition -> !owners.get(partition).equals(instance));
    return partitions;
  }

  private static long merged(Group group, String partials, Set<Integer> merging) throws Exception {
    return group.committed(partials).entrySet().stream()
        .filter(offset -> merging.contains(offset.getKey()))
        .mapToLong(offset -> offset.getValue().offset())
        .sum();
  }

  private static Instant windowEnd(String key) {
    return Instant.parse(key.replaceAll(".*\"window_end\":\"([^\"]*)\".*", "$1"));
  }

  private static String id(Settings settings) {
    return settings.config().aggregations().get(0).id();
  }
}
