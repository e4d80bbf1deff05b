package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import dev.windrow.it.Scenario;
import dev.windrow.it.Truths;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.Population;
import dev.windrow.topology.Ledger;
import dev.windrow.window.SourceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to the input topic. */
@Tag("faults")
@Timeout(300)
final class InputFaultsIT {

  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final Duration IDLE_AFTER = Duration.ofSeconds(2);

  /** Two simulations one after the other have no window in common when their late events do not reach back. */
  private static final Disorder NONE_LATE = Scenario.DISORDER.withLate(0);

  private static final Duration BETWEEN_SIMULATIONS = Duration.ofSeconds(4);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  /** No instance dies here: a slow machine must not make one look dead. */
  @BeforeEach
  void bePatient() {
    run.with("kafka.session.timeout.ms", 30_000).with("kafka.producer.transaction.timeout.ms", 60_000);
  }

  @Test
  void partitionsAreAddedWhileEventsFlow() throws Exception {
    run.begin(3);
    run.strike("the input topic gets two more partitions", () ->
        run.scenario().admin().createPartitions(Map.of(topic(), NewPartitions.increaseTo(6))).all().get());
    run.awaitProgress();
    Path before = run.endEvents();
    pause(BETWEEN_SIMULATIONS);

    SimulatorOptions more = live(Optional.empty());
    Simulation simulation = run.scenario().simulate(more);
    run.until("the events after the change are read", () -> run.group().read(topic()) > simulation.sent() && simulation.sent() > 10_000);
    Path after = run.scenario().truth(more, simulation);

    run.until("all is read", () -> run.lag() == 0);
    run.saw("records of new partitions", run.group().committed(topic()).entrySet().stream()
        .filter(offset -> offset.getKey() >= ALL.size()).mapToLong(offset -> offset.getValue().offset()).sum());
    run.endAgainst(Truths.ofBothAnd(before, after, List.of()), Bite.LAG);
  }

  @Test
  void partitionsFallIdleAndComeBack() throws Exception {
    run.begin(2);
    Path first = run.endEvents();
    pause(BETWEEN_SIMULATIONS);
    SimulatorOptions some = live(Optional.of(3));
    List<Path> truths = new ArrayList<>(List.of(first));
    run.strikeNow("partition 3 is without events, then all are, then events flow again", () -> {
      Instant quiet = Instant.now();
      Simulation simulation = run.scenario().simulate(some);
      run.until("windows close without partition 3", () -> closedAfter(quiet.plus(BETWEEN_SIMULATIONS)) > 0);
      run.saw("windows closed without partition 3", closedAfter(quiet));
      truths.add(run.scenario().truth(some, simulation));
    });
    run.until("all are idle and the last windows are closed", () -> run.lag() == 0 && run.scenario().ledger(run.settings()).heldBackBy().isEmpty());
    pause(BETWEEN_SIMULATIONS);
    SimulatorOptions again = live(Optional.empty());
    Simulation simulation = run.scenario().simulate(again);
    run.until("events flow again", () -> simulation.sent() > 10_000);
    truths.add(run.scenario().truth(again, simulation));

    Path all = truths.get(0);
    for (Path next : truths.subList(1, truths.size())) {
      all = Truths.ofBothAnd(all, next, List.of());
    }
    run.endAgainst(all);
  }

  @Test
  @Tag("short")
  void partitionThatWasNeverUsedGetsItsFirstEvents() throws Exception {
    run.scenario().createTopic(topic(), ALL.size());
    run.start("one");
    try (Feed feed = Feed.plain(run.scenario().kafka().bootstrapServers(), run.settings())) {
      long start = System.currentTimeMillis() - 60_000;
      feed.events(List.of(0, 1, 2), 1_000, start, 10);
      run.until("windows close although partition 3 was never used", () -> run.results() > 20);
      run.saw("results before its first event", run.results());
      run.strikeNow("a partition that was never used gets its first events, older than closed windows", () ->
          feed.events(List.of(3), 500, start, 10));
      feed.events(ALL, 100, start + 30_000, 10);
    }
    run.until("results are revised", () -> revised() > 0);
    run.saw("revised results", revised());
    endAgainstRecount();
  }

  @Test
  void oneBusyPartitionIsFarBehindWhileTheOthersAreIdle() throws Exception {
    run.with("kafka.max.partition.fetch.bytes", 16 << 10).with("kafka.fetch.max.bytes", 64 << 10);
    SimulatorOptions events = run.scenario().events(run.settings(), Pace.MAX, 2_000, 100_000);
    Population even = Population.DEFAULTS;
    Path truth = run.scenario().preload(events.withEvents(events.events().withPopulation(new Population(1_000, 2, even.behaviour(), even.values()))));
    int busy = busiest();
    run.strikeNow("a slow network, one partition with most of the events", () -> run.network().delay("one", Duration.ofMillis(100)));
    run.start("one");

    run.until("the others are idle", () -> idleOthers(busy) && lag(busy) > 0);
    Instant idle = Instant.now();
    run.until("the others have been idle for longer than an announcement counts", () -> {
      List<String> closed = List.copyOf(run.scenario().results(run.settings()).keySet());
      long clock = clock(busy);
      assertThat(closed).as("windows closed past the clock of partition %d", busy)
          .allMatch(key -> windowEnd(key).plus(Scenario.RULES.grace()).toEpochMilli() <= clock);
      return lag(busy) == 0 || Instant.now().isAfter(idle.plus(IDLE_AFTER.multipliedBy(4)));
    });
    run.saw("records unread in one partition while the others were idle", lag(busy));
    run.network().heal();
    run.endAgainst(truth);
  }

  @Test
  void abortedTransactionsLeaveGapsAndOpenOnesHoldTheirPartition() throws Exception {
    run.scenario().createTopic(topic(), ALL.size());
    for (String name : FaultRun.NAMES) {
      run.start(name);
    }
    run.awaitShared(FaultRun.NAMES);
    String brokers = run.scenario().kafka().bootstrapServers();
    try (Feed feed = Feed.transactional(brokers, run.settings(), "feed"); Feed open = Feed.transactional(brokers, run.settings(), "open")) {
      for (int round = 0; round < 20; round++) {
        commit(feed, ALL);
        run.strikeNow("transactions are aborted", () -> {
          feed.producer().beginTransaction();
          feed.events(ALL, 20, System.currentTimeMillis(), 1);
          feed.producer().abortTransaction();
        });
      }
      run.strikeNow("a transaction stays open", () -> {
        open.producer().beginTransaction();
        open.events(List.of(0), 1, System.currentTimeMillis(), 1);
      });
      Instant opened = Instant.now();
      flowUntil(feed, "older announcements have run out", () -> Instant.now().isAfter(opened.plus(IDLE_AFTER.multipliedBy(4))));
      Instant closed = lastClosed();
      flowUntil(feed, "the others are far ahead", () -> Instant.now().isAfter(opened.plus(IDLE_AFTER.multipliedBy(8))));
      assertThat(lastClosed()).as("nothing closes while a transaction in partition 0 is open").isEqualTo(closed);
      run.saw("ms that the others were ahead of the partition with the open transaction", clock(1) - clock(0));
      open.producer().commitTransaction();
    }
    run.saw("aborted transactions in the input", AbortedTransactions.count(run.cluster().brokers(), topic()));
    run.saw("offsets without a record", ends().values().stream().mapToLong(Long::longValue).sum() - records().size());
    endAgainstRecount();
  }

  @Test
  @Tag("short")
  void compactedTopicHasGaps() throws Exception {
    createTopic(Map.of("cleanup.policy", "compact", "segment.ms", "500", "min.cleanable.dirty.ratio", "0.01", "delete.retention.ms", "0"));
    long start = System.currentTimeMillis() - 600_000;
    int sent;
    try (Feed feed = Feed.plain(run.scenario().kafka().bootstrapServers(), run.settings())) {
      for (int i = 0; i < 4_000; i++) {
        feed.event(i % ALL.size(), i % 8 < 4 ? "repeated-" + i % 100 : "single-" + i, start + i * 10L);
      }
      feed.producer().flush();
      sent = feed.sent();
    }
    run.strikeNow("the input topic is compacted", () -> {
      run.until("compaction has removed something", () -> records().size() < sent);
      // No more of it, so that the service reads what the recount reads.
      alterTopic("min.compaction.lag.ms", "86400000");
      long[] before = {0};
      run.until("compaction has ended", () -> {
        pause(Duration.ofSeconds(3));
        long now = records().size();
        boolean same = now == before[0];
        before[0] = now;
        return same;
      });
    });
    run.saw("records compacted away", sent - records().size());
    run.start("one");
    endAgainstRecount();
  }

  @Test
  @Tag("short")
  void recordsAreDeletedUnderAStoppedService() throws Exception {
    createTopic(Map.of("segment.ms", "500"));
    Jvm one = run.start("one");
    List<ConsumerRecord<byte[], byte[]>> all;
    Map<Integer, Long> committed;
    long start = System.currentTimeMillis() - 120_000;
    try (Feed feed = Feed.plain(run.scenario().kafka().bootstrapServers(), run.settings())) {
      feed.events(ALL, 1_000, start, 10);
      run.until("all is read", () -> run.group().read(topic()) == feed.sent());
      one.signal("TERM");
      assertThat(one.exitCode(Duration.ofSeconds(30))).isZero();
      committed = new TreeMap<>();
      run.group().committed(topic()).forEach((partition, offset) -> committed.put(partition, offset.offset()));
      feed.events(ALL, 1_000, start + 10_000, 10);
      all = new ArrayList<>(records());
      run.strikeNow("records are deleted by hand", () -> run.scenario().admin().deleteRecords(Map.of(
          new TopicPartition(topic(), 2), RecordsToDelete.beforeOffset(committed.get(2) + 400))).all().get());
    }
    one = run.start("one");
    run.until("the rest is read", () -> run.lag() == 0);
    run.saw("deleted by hand", gap(one, 2, committed.get(2), 400));
    committed.put(2, committed.get(2) + 400);
    List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>(all.stream()
        .filter(record -> record.partition() != 2 || record.offset() < 1_000 || record.offset() >= 1_400).toList());
    one.signal("TERM");
    assertThat(one.exitCode(Duration.ofSeconds(30))).isZero();

    Map<Integer, Long> read = ends();
    try (Feed feed = Feed.plain(run.scenario().kafka().bootstrapServers(), run.settings())) {
      feed.events(ALL, 500, start + 20_000, 10);
      run.strikeNow("retention deletes everything", () -> {
        alterTopic("retention.ms", "1000");
        run.until("all is deleted", () -> records().isEmpty());
        alterTopic("retention.ms", "86400000");
      });
      feed.events(ALL, 300, start + 40_000, 10);
    }
    kept.addAll(records());
    Jvm last = run.start("one");
    run.until("the rest is read", () -> run.lag() == 0);
    for (int partition : ALL) {
      run.saw("deleted by retention", gap(last, partition, read.get(partition), 500));
    }
    run.endAgainst(Recount.of(kept).write(run.settings(), truthFile()));
  }

  /** The instance has named this many deleted records of the partition, in one line. */
  private long gap(Jvm instance, int partition, long from, long count) {
    String expected = "partition " + topic() + "-" + partition + ": the records at offsets " + from + " to " + (from + count - 1)
        + " were deleted before they were read (by retention, or by hand): at most " + count + " records are not in the results";
    List<String> warnings = instance.err().lines().filter(line -> line.contains(topic() + "-" + partition + ": ")).toList();
    run.scenario().say("%s", warnings);
    assertThat(warnings).as(instance.err()).hasSize(1).first().asString().contains(expected);
    return count;
  }

  private void commit(Feed feed, List<Integer> partitions) {
    feed.producer().beginTransaction();
    feed.events(partitions, 20, System.currentTimeMillis(), 1);
    feed.producer().commitTransaction();
  }

  /** Events flow, but not in partition 0. */
  private void flowUntil(Feed feed, String what, java.util.concurrent.Callable<Boolean> condition) {
    run.until(what, () -> {
      commit(feed, List.of(1, 2, 3));
      return condition.call();
    });
  }

  private SimulatorOptions live(Optional<Integer> idle) {
    SimulatorOptions events = run.scenario().events(run.settings(), Pace.REAL, 2_000, Run.UNLIMITED);
    SimulatorOptions ordered = events.withEvents(events.events().withDisorder(NONE_LATE));
    return idle.map(partition -> ordered.withTarget(ordered.target().withIdle(partition))).orElse(ordered);
  }

  private void endAgainstRecount() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = records();
    Recount recount = Recount.of(records);
    run.endAgainst(recount.write(run.settings(), truthFile()));
  }

  private Path truthFile() {
    return run.scenario().dir().resolve("recount.ndjson");
  }

  private String topic() {
    return run.settings().topic();
  }

  /** The input's records as a plain consumer finds them. */
  private List<ConsumerRecord<byte[], byte[]>> records() {
    return run.scenario().records(run.settings(), topic());
  }

  private void createTopic(Map<String, String> settings) throws Exception {
    run.scenario().admin().createTopics(List.of(new NewTopic(topic(), Optional.of(ALL.size()), Optional.empty()).configs(settings))).all().get();
  }

  private void alterTopic(String key, String value) throws Exception {
    run.scenario().admin().incrementalAlterConfigs(Map.of(
        new ConfigResource(ConfigResource.Type.TOPIC, topic()),
        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)))).all().get();
  }

  private Map<Integer, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> latest = ALL.stream()
        .collect(Collectors.toMap(partition -> new TopicPartition(topic(), partition), partition -> OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    run.scenario().admin().listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private int busiest() throws Exception {
    Map<Integer, Long> ends = ends();
    return IntStream.range(0, ALL.size()).boxed().max((a, b) -> Long.compare(ends.get(a), ends.get(b))).orElseThrow();
  }

  private long lag(int partition) throws Exception {
    var committed = run.group().committed(topic()).get(partition);
    return ends().get(partition) - (committed == null ? 0 : committed.offset());
  }

  private boolean idleOthers(int busy) throws Exception {
    for (int partition : ALL) {
      if (partition != busy && lag(partition) > 0) {
        return false;
      }
    }
    Ledger ledger = run.scenario().ledger(run.settings());
    return ledger.heldBackBy().stream().allMatch(source -> source.source().partition() == busy);
  }

  private long clock(int partition) {
    return run.scenario().ledger(run.settings()).clocks().getOrDefault(new SourceId(topic(), partition), 0L);
  }

  private long closedAfter(Instant time) {
    return run.scenario().results(run.settings()).keySet().stream().filter(key -> windowEnd(key).isAfter(time)).count();
  }

  private Instant lastClosed() {
    return run.scenario().results(run.settings()).keySet().stream().map(InputFaultsIT::windowEnd).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private long revised() {
    return run.scenario().results(run.settings()).values().stream().filter(value -> value.contains("\"status\":\"revised\"")).count();
  }

  private static Instant windowEnd(String key) {
    return Instant.parse(key.replaceAll(".*\"window_end\":\"([^\"]*)\".*", "$1"));
  }

  private void pause(Duration time) {
    Instant until = Instant.now().plus(time);
    run.until("time goes by", () -> Instant.now().isAfter(until));
  }
}
