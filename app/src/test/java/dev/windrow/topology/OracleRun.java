package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Frame;
import dev.windrow.event.FrameBuilder;
import dev.windrow.window.SourceId;
import dev.windrow.window.WindowResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One run over an input, in an order drawn at random: tasks of both stages are polled, commit, crash and start again. Of
 * Kafka it has what counts: logs, committed offsets with their clocks, transactions that are seen whole or not at all, and
 * stores that fall back to their last commit. Single-threaded; the same seed gives the same run.
 */
final class OracleRun {

  /** What is broken on purpose, to see that it is noticed. */
  enum Sabotage {
    NONE,
    CLOCK_ONE_BATCH_LATE,
    CLOCK_LOST_BY_A_CRASH,
    PARTIAL_LOST,
    ABORTED_PARTIALS_VISIBLE,
    UNHEARD_PARTITIONS_IGNORED
  }

  private final Random random;
  private final Config config;
  private final List<AggregationPlan> plans;
  private final Sabotage sabotage;
  private final boolean idling;
  private final List<CombineTask> combineTasks = new ArrayList<>();
  private final List<MergeTask> mergeTasks = new ArrayList<>();
  private final List<List<byte[]>> partials = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final Map<String, String> results = new TreeMap<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private long wallMs = 1_000_000;
  private int crashes;

  OracleRun(OracleInput input, Config config, Random random, Sabotage sabotage) {
    this.random = random;
    this.config = config;
    this.plans = AggregationPlan.of(config);
    this.sabotage = sabotage;
    this.idling = config.input().idleAfter().isPresent();
    int mergePartitions = 1 + random.nextInt(3);
    for (int merge = 0; merge < mergePartitions; merge++) {
      partials.add(new ArrayList<>());
      mergeTasks.add(new MergeTask(partials.get(merge)));
    }
    for (int partition = 0; partition < input.partitions().size(); partition++) {
      combineTasks.add(new CombineTask(partition, input.partitions().get(partition), input.partitions().size()));
    }
  }

  /** Until everything has been read; when idleness is on, until everything has closed. */
  OracleRun run() {
    while (combineTasks.stream().anyMatch(task -> !task.isDone())) {
      step();
    }
    while (mergeTasks.stream().anyMatch(task -> !task.isDone())) {
      mergeTasks.get(random.nextInt(mergeTasks.size())).step();
    }
    if (idling) {
      wallMs += 100_000;
      combineTasks.forEach(task -> task.idle(90_000));
      combineTasks.forEach(CombineTask::finish);
    }
    mergeTasks.forEach(MergeTask::finish);
    return this;
  }

  /** The last results as JSON without status and revision, by key. */
  Map<String, String> results() {
    return results;
  }

  /** How many results each key had. */
  Map<String, Long> revisions() {
    return revisions;
  }

  List<String> late() {
    return late;
  }

  List<String> deadLetters() {
    return deadLetters;
  }

  int crashes() {
    return crashes;
  }

  /** Settled counts by aggregation and partition. */
  Map<String, Counts> ledger() {
    Map<String, Counts> sums = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    plans.forEach(plan -> names.put(plan.id(), plan.name()));
    for (MergeTask task : mergeTasks) {
      task.sources().forEach((source, state) -> state.ledger().forEach((id, counts) ->
          sums.merge(names.get(id) + "/" + source.partition(), counts, Counts::plus)));
    }
    sums.replaceAll((key, counts) -> counts.settled());
    return sums;
  }

  private void step() {
    wallMs += random.nextInt(500);
    if (random.nextBoolean()) {
      combineTasks.get(random.nextInt(combineTasks.size())).step();
    } else {
      mergeTasks.get(random.nextInt(mergeTasks.size())).step();
    }
  }

  /** Reads one source partition. */
  private final class CombineTask {

    private final int partition;
    private final List<OracleInput.Sent> log;
    private final int partitions;
    private final FrameBuilder writer = new FrameBuilder();
    private EventDecoder decoder;
    private Combiner combiner;

    // Polled and settled, but not processed.
    private final Deque<EventBatch> queue = new ArrayDeque<>();
    private int polled;
    private long polledClock;

    private int processed;
    private long processedClock;
    private final List<Combined> transaction = new ArrayList<>();

    private int committed;
    private long committedClock;

    CombineTask(int partition, List<OracleInput.Sent> log, int partitions) {
      this.partition = partition;
      this.log = log;
      this.partitions = sabotage == Sabotage.UNHEARD_PARTITIONS_IGNORED ? partition + 1 : partitions;
      start();
    }

    boolean isDone() {
      return committed == log.size();
    }

    void step() {
      int action = random.nextInt(20);
      if (action < 8) {
        poll();
      } else if (action < 15) {
        process();
      } else if (action < 17) {
        commit();
      } else if (action < 18) {
        crash();
      } else if (idling && queue.isEmpty()) {
        idle(random.nextInt(30_000));
      }
    }

    /** Says, truly or not, that the partition is quiet and read to its end. */
    void idle(long quietMs) {
      settle(Frame.idle(partitions, wallMs, quietMs));
      process();
    }

    void finish() {
      while (!queue.isEmpty()) {
        process();
      }
      commit();
    }

    private void poll() {
      int count = Math.min(1 + random.nextInt(12), log.size() - polled);
      if (count == 0 || queue.size() > 2) {
        return;
      }
      writer.begin(partitions, wallMs);
      for (int offset = polled; offset < polled + count; offset++) {
        writer.record(offset, log.get(offset).timestamp(), null, log.get(offset).bytes());
      }
      settle(writer.finish());
    }

    private void settle(Frame frame) {
      EventBatch batch = decoder.decode(frame);
      long clock = sabotage == Sabotage.CLOCK_ONE_BATCH_LATE ? processedClock : polledClock;
      batch.settle(polled, clock, 0);
      queue.add(batch);
      polled = (int) batch.nextOffset();
      polledClock = Math.max(polledClock, batch.clockAfter());
    }

    private void process() {
      EventBatch batch = queue.poll();
      if (batch != null) {
        combiner.combine("events", partition, batch, transaction::add);
        processed = (int) batch.nextOffset();
        processedClock = Math.max(processedClock, batch.clockAfter());
      }
    }

    private void commit() {
      transaction.forEach(this::publish);
      transaction.clear();
      committed = processed;
      committedClock = processedClock;
    }

    private void publish(Combined combined) {
      if (combined instanceof Combined.ForMerge forMerge) {
        boolean lost = sabotage == Sabotage.PARTIAL_LOST && random.nextInt(10) == 0;
        if (!lost) {
          partials.get(forMerge.mergePartition()).add(forMerge.partial().encode());
        }
      } else if (combined instanceof Combined.Late event) {
        StringBuilder line = new StringBuilder(at(event.event().offset(), event.event().value())).append(" clock ").append(event.clock());
        event.missed().forEach(missed -> line.append(' ').append(missed.aggregation()).append(':').append(missed.start()));
        late.add(line.toString());
      } else if (combined instanceof Combined.DeadLetter event) {
        deadLetters.add(at(event.event().offset(), event.event().value()));
      }
    }

    private String at(long offset, byte[] value) {
      boolean same = log.get((int) offset).value().equals(new String(value, StandardCharsets.UTF_8));
      return partition + "@" + offset + (same ? "" : " altered");
    }

    private void crash() {
      if (sabotage == Sabotage.ABORTED_PARTIALS_VISIBLE) {
        transaction.forEach(this::publish);
      }
      transaction.clear();
      queue.clear();
      crashes++;
      start();
    }

    private void start() {
      decoder = new EventDecoder(config.schema());
      combiner = new Combiner(plans, partials.size(), idleAfterMs());
      processed = committed;
      processedClock = sabotage == Sabotage.CLOCK_LOST_BY_A_CRASH ? 0 : committedClock;
      polled = processed;
      polledClock = processedClock;
    }
  }

  /** Reads one merge partition. */
  private final class MergeTask {

    private final List<byte[]> log;
    private MemoryStore windows = new MemoryStore();
    private MemoryStore sources = new MemoryStore();
    private Merger merger;
    private int processed;
    private final List<Merged> transaction = new ArrayList<>();

    private MemoryStore committedWindows = windows.copy();
    private MemoryStore committedSources = sources.copy();
    private int committed;

    MergeTask(List<byte[]> log) {
      this.log = log;
      start();
    }

    boolean isDone() {
      return processed == log.size();
    }

    void step() {
      int action = random.nextInt(20);
      if (action < 15) {
        process(1 + random.nextInt(8));
      } else if (action < 18) {
        commit();
      } else if (action < 19) {
        crash();
      }
    }

    void finish() {
      process(Integer.MAX_VALUE);
      commit();
    }

    Map<SourceId, SourceState> sources() {
      Map<SourceId, SourceState> states = new LinkedHashMap<>();
      try (MergeStore.Entries entries = sources.range(SourceKey.FIRST_SOURCE, SourceKey.AFTER_SOURCES)) {
        entries.forEachRemaining(entry -> states.put(SourceKey.source(entry.getKey()), SourceState.decode(entry.getValue())));
      }
      return states;
    }

    private void process(int atMost) {
      for (int i = 0; i < atMost && processed < log.size(); i++) {
        merger.merge(Partial.decode(log.get(processed)), transaction::add);
        processed++;
      }
    }

    private void commit() {
      transaction.forEach(this::publish);
      transaction.clear();
      merger.beforeCommit();
      committedWindows = windows.copy();
      committedSources = sources.copy();
      committed = processed;
    }

    private void publish(Merged merged) {
      WindowResult result = ((Merged.Result) merged).result();
      String key = new String(result.json().key(), StandardCharsets.UTF_8);
      String value = new String(result.valueJson(), StandardCharsets.UTF_8);
      long revision = revisions.merge(key, 1L, Long::sum);
      boolean inOrder = result.revision() == revision && value.endsWith(",\"revision\":" + revision + "}");
      results.put(key, value.substring(0, value.indexOf(",\"status\":")) + (inOrder ? "" : " revision " + result.revision() + " instead of " + revision));
    }

    private void crash() {
      transaction.clear();
      windows = committedWindows.copy();
      sources = committedSources.copy();
      crashes++;
      start();
    }

    private void start() {
      processed = committed;
      MergeRules rules = new MergeRules(Set.of("events"), idleAfterMs(), config.state().retain().toMillis(), Integer.MAX_VALUE, GroupBlock.USUAL_BYTES, true);
      merger = new Merger(plans, rules, windows, sources);
    }
  }

  private long idleAfterMs() {
    return config.input().idleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE);
  }

  /** Late events and dead letters come in the order of commits. */
  static List<String> sorted(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }
}
