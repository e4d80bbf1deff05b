package dev.windrow.simulation;

import dev.windrow.topology.SimulatedStages;
import dev.windrow.topology.SimulatedState;
import dev.windrow.topology.SimulatedStages.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A task of stage 2: one merge partition, its stores and their changelogs. */
final class MergeTask implements Task {

  private static final int BUFFERED = 2;

  private final Cluster cluster;
  private final Id id;
  private final Machine machine;
  private final Outlet outlet;
  private final TopicPartition source;
  private final Start start;
  private final Log<Output> log;
  private final long windowsEnd;
  private final long sourcesEnd;
  private final Deque<Long> queue = new ArrayDeque<>();
  private Optional<MergeTask> last = Optional.empty();
  private Optional<Stores> stores = Optional.empty();
  private Optional<SimulatedStages.Merge> stage = Optional.empty();
  private long position;
  private boolean consumed;
  private boolean commitNeeded;

  /** The state of a merge partition. */
  private record Stores(ModelStore windows, ModelStore sources) {}

  MergeTask(Cluster cluster, Id id, Machine machine, Outlet outlet) {
    this.cluster = cluster;
    this.id = id;
    this.machine = machine;
    this.outlet = outlet;
    Kafka kafka = cluster.kafka();
    source = new TopicPartition(Kafka.PARTIALS, id.number());
    start = new Start(cluster);
    log = kafka.partials(id.number());
    windowsEnd = kafka.windows(id.number()).end();
    sourcesEnd = kafka.sources(id.number()).end();
  }

  @Override
  public Id id() {
    return id;
  }

  /** As Kafka Streams does, restores up to the changelog's end, and waits for what is undecided before that. */
  @Override
  public boolean start() {
    Kafka kafka = cluster.kafka();
    Log<Change> windows = kafka.windows(id.number());
    Log<Change> sources = kafka.sources(id.number());
    if (!start.isKnown(source) || windows.lastStable() < windowsEnd || sources.lastStable() < sourcesEnd) {
      return false;
    }
    start.of(source).ifPresent(committed -> position = committed.offset());
    last = Optional.ofNullable(cluster.lastMerges().put(id.number(), this));
    Stores restored = restored(windows, sources);
    stores = Optional.of(restored);
    stage = Optional.of(cluster.stages().merge(id.number(), restored.windows(), restored.sources()));
    if (cluster.is(Mutant.SUMS_LEFT_OUT_OF_COMMIT)) {
      stage.get().leaveSumsOutOfCommits();
    }
    if (windowsEnd > 0) {
      cluster.trace().saw(Happening.STATE_RESTORED);
    }
    return true;
  }

  private Stores restored(Log<Change> windows, Log<Change> sources) {
    Optional<Stores> left = last.flatMap(task -> task.stores);
    Stores restored = new Stores(new ModelStore("windows"), new ModelStore("sources"));
    if (cluster.is(Mutant.STATE_NOT_ROLLED_BACK) && left.isPresent()) {
      restored.windows().takeOver(left.get().windows());
      restored.sources().takeOver(left.get().sources());
    } else {
      restored.windows().restore(windows, windowsEnd);
      restored.sources().restore(sources, sourcesEnd);
    }
    if (cluster.is(Mutant.UNFINISHED_FORGOTTEN)) {
      restored.sources().corrupt((key, value) -> SimulatedState.isClose(key.get()) ? Arrays.copyOf(value, Long.BYTES) : value);
    }
    return restored;
  }

  @Override
  public boolean isRunning() {
    return stage.isPresent();
  }

  /** Takes up to so many partials. */
  void poll(int maxRecords) {
    long end = cluster.is(Mutant.READ_UNCOMMITTED) ? log.end() : log.lastStable();
    int records = 0;
    while (queue.size() <= BUFFERED * 8 && position < end && records < maxRecords) {
      if (cluster.is(Mutant.READ_UNCOMMITTED) ? log.isRecord(position) : log.isVisible(position)) {
        queue.add(position);
        records++;
      }
      position++;
    }
  }

  @Override
  public boolean process() {
    if (isUnfinished() && (queue.isEmpty() || cluster.dice().chance(0.5))) {
      goOn();
      return true;
    }
    if (queue.isEmpty()) {
      return false;
    }
    long offset = queue.remove();
    consumed = true;
    commitNeeded = true;
    Output partial = log.at(offset);
    cluster.trace().line("%s merges partial %d of %s", id, offset, partial.frame().orElseThrow());
    boolean commit = stage.orElseThrow()
        .process(partial.record(), machine.nowMs(), sent -> write(sent, offset));
    if (commit) {
      outlet.askForCommit();
    }
    return true;
  }

  /** Kafka Streams calls a punctuator between records. */
  private void goOn() {
    cluster.trace().line("%s finishes more of what has closed", id);
    cluster.trace().saw(Happening.FINISHED_LATER);
    commitNeeded = true;
    if (stage.orElseThrow().goOn(machine.nowMs(), sent -> write(sent, Output.LATER))) {
      outlet.askForCommit();
    }
  }

  private boolean isUnfinished() {
    return cluster.finishesLater() && stage.isPresent() && stage.get().isBehind();
  }

  private void write(SimulatedStages.Sent sent, long offset) {
    cluster.trace().line("%s gives out %s", id, new String(sent.record().value(), java.nio.charset.StandardCharsets.UTF_8));
    Log<Output> to = sent.kind() == Kind.RESULT ? cluster.kafka().results() : cluster.kafka().late();
    outlet.write(to, new Output(sent.topic(), sent.record(), Optional.empty(), id.number(), offset));
  }

  /** As for Kafka Streams: what a task has changed while it started waits for the first record that it processes. */
  @Override
  public boolean isCommitNeeded() {
    return commitNeeded;
  }

  @Override
  public void beforeCommit() {
    if (cluster.is(Mutant.CHANGES_KEPT_AFTER_ABORT)) {
      last.flatMap(task -> task.stage).ifPresent(this::log);
    }
    if (commitNeeded) {
      stage.ifPresent(this::log);
      commitNeeded = false;
    }
  }

  private void log(SimulatedStages.Merge merge) {
    Kafka kafka = cluster.kafka();
    merge.drainTo(
        (key, value) -> logWindow(new Change(key.get(), value)),
        (key, value) -> outlet.write(kafka.sources(id.number()), new Change(key.get(), value)));
  }

  private void logWindow(Change change) {
    boolean isBlock = SimulatedState.isBlock(change.key());
    if (isBlock && change.value() != null) {
      cluster.trace().saw(SimulatedState.run(change.key()) == 0 ? Happening.BLOCK_WRITTEN : Happening.LATER_RUN_OF_BLOCKS);
    }
    if (!isBlock || !cluster.is(Mutant.BLOCKS_LEFT_OUT_OF_CHANGELOG)) {
      outlet.write(cluster.kafka().windows(id.number()), change);
    }
  }

  @Override
  public Map<TopicPartition, Committed> positions() {
    return consumed ? Map.of(source, new Committed(queue.isEmpty() ? position : queue.element(), -1)) : Map.of();
  }

  @Override
  public boolean hasQueued() {
    return !queue.isEmpty() || isUnfinished();
  }

  @Override
  public boolean isBehind() {
    return log.hasUnread(position);
  }
}
