package dev.windrow.topology;

import dev.windrow.window.Watermarks;
import dev.windrow.window.SourceClock;
import dev.windrow.window.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Stage 2: merges partials into one accumulator per (aggregation, window, group), tracks every source partition and
 * closes a window when all of them have passed it. A pure function of the log of partials of its merge partition: it has
 * no clock and no timer.
 *
 * <p>Everything it knows is in its two stores when {@link #beforeCommit} has been called; what it holds in fields is read from them at the start. Confined to the
 * stream thread.
 */
final class Merger {

  private final Map<String, MergedAggregation> aggregations = new TreeMap<>();
  private final MergeRules rules;
  private final MergeStore windowStore;
  private final MergeStore sourceStore;
  private final Watermarks watermarks;
  private final Map<SourceId, SourceState> sources = new HashMap<>();

  /** Whether the last partial was of a source that had more: when catching up, windows close soon after they have opened. */
  private boolean catchingUp;

  Merger(List<AggregationPlan> plans, MergeRules rules, MergeStore windowStore, MergeStore sourceStore) {
    this.rules = rules;
    this.windowStore = windowStore;
    this.sourceStore = sourceStore;
    this.watermarks = new Watermarks(rules.topics(), rules.idleAfterMs());
    for (AggregationPlan plan : plans) {
      aggregations.put(plan.id(), new MergedAggregation(plan, rules, windowStore));
    }
    restoreSources();
    restoreAggregations();
  }

  /** Merges a partial, whose sums are this one's from now on; results and what expired go to {@code out}. True when a window closed. */
  boolean merge(Partial partial, Consumer<Merged> out) {
    SourceId id = new SourceId(partial.topic(), partial.partition());
    SourceState source = checkRange(id, sources.getOrDefault(id, SourceState.UNHEARD), partial);
    catchingUp = !partial.caughtUp();
    source = mergeEntries(partial, source, out);
    if (partial.complete()) {
      source = advance(id, source, partial);
    }
    sources.put(id, source);
    sourceStore.put(SourceKey.of(id), source.encode());
    return partial.complete() && close(watermarks.watermark(), out);
  }

  /** Tells the stores what they have not been told yet, before each commit. */
  void beforeCommit() {
    aggregations.values().forEach(aggregation -> aggregation.write(catchingUp));
  }

  /** Whether groups of windows that have closed wait to be finished, or to be dropped. */
  boolean isBehind() {
    return aggregations.values().stream().anyMatch(MergedAggregation::isBehind);
  }

  /** Finishes some of those that wait; results go to {@code out}. */
  void goOn(Consumer<Merged> out) {
    finishSome(out).forEach(this::keep);
  }

  /**
   * Drops the windows of aggregations that are no longer configured, and what is known of how far they were closed; their ledgers were left out when the sources were
   * read. One that comes back starts afresh. Returns the number of dropped groups in windows by aggregation id.
   */
  Map<String, Integer> dropOthers() {
    Map<String, Integer> dropped = new TreeMap<>();
    Optional<String> next = firstAggregation(new byte[0]);
    while (next.isPresent()) {
      String id = next.get();
      if (!aggregations.containsKey(id)) {
        dropped.put(id, dropWindows(id));
      }
      next = firstAggregation(WindowKey.after(id));
    }
    dropClosedUpTo();
    return dropped;
  }

  private Optional<String> firstAggregation(byte[] from) {
    try (MergeStore.Entries found = windowStore.range(from, WindowKey.AFTER_ALL)) {
      return found.hasNext() ? Optional.of(WindowKey.decode(found.next().getKey()).aggregation()) : Optional.empty();
    }
  }

  private int dropWindows(String id) {
    int groups = 0;
    try (MergeStore.Entries entries = windowStore.range(WindowKey.prefix(id), WindowKey.after(id))) {
      while (entries.hasNext()) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        windowStore.delete(entry.getKey());
        groups += WindowKey.isBlock(entry.getKey()) ? GroupBlock.size(entry.getValue()) : 1;
      }
    }
    return groups;
  }

  /** The event time up to which all sources have been read; epoch ms, 0 when nothing is known. */
  long watermark() {
    return watermarks.watermark();
  }

  /** What is known of a source's clock; epoch ms, 0 when nothing is. */
  long clock(SourceId source) {
    return sources.getOrDefault(source, SourceState.UNHEARD).clock().clock();
  }

  /** Told how much is kept of an aggregation, which is named. */
  interface KeptCounts {
    void of(String aggregation, int openWindows, long rows);
  }

  /** What is kept, as it was found and as it has changed since. */
  void showKept(KeptCounts out) {
    for (MergedAggregation aggregation : aggregations.values()) {
      out.of(aggregation.name(), aggregation.openWindows(), aggregation.rows());
    }
  }

  private SourceState checkRange(SourceId id, SourceState source, Partial partial) {
    if (partial.from() >= source.next()) {
      return source;
    }
    if (rules.exactlyOnce()) {
      throw new OffsetsWentBackException(id.topic(), id.partition(), source.next(), partial.from());
    }
    return new SourceState(
        source.partitions(), source.clock(), source.next(), source.wallMs(), source.possibleDuplicates() + (partial.complete() ? 1 : 0), source.ledger());
  }

  private SourceState mergeEntries(Partial partial, SourceState source, Consumer<Merged> out) {
    Map<String, Counts> ledger = null;
    for (Partial.Entry entry : partial.entries()) {
      long expired = aggregation(entry.aggregation()).merge(entry, partial, out);
      if (expired > 0) {
        ledger = ledger == null ? new TreeMap<>(source.ledger()) : ledger;
        ledger.merge(entry.aggregation(), Counts.expired(expired), Counts::plus);
      }
    }
    return ledger == null
        ? source
        : new SourceState(source.partitions(), source.clock(), source.next(), source.wallMs(), source.possibleDuplicates(), ledger);
  }

  /** The source has moved on: its clock or its idleness, its offset, its ledger. */
  private SourceState advance(SourceId id, SourceState source, Partial partial) {
    if (rules.topics().contains(id.topic())) {
      move(id, partial);
    }
    Map<String, Counts> ledger = source.ledger();
    if (!partial.ledger().isEmpty()) {
      ledger = new TreeMap<>(ledger);
      for (Partial.LedgerEntry entry : partial.ledger()) {
        aggregation(entry.aggregation());
        ledger.merge(entry.aggregation(), entry.counts(), Counts::plus);
      }
    }
    return new SourceState(
        Math.max(source.partitions(), partial.partitions()),
        clockAfter(source.clock(), partial),
        Math.max(source.next(), partial.next()),
        Math.max(source.wallMs(), partial.wallMs()),
        source.possibleDuplicates(),
        ledger);
  }

  private void move(SourceId id, Partial partial) {
    watermarks.partitions(id.topic(), partial.partitions());
    watermarks.wall(partial.wallMs());
    if (partial.isIdle()) {
      watermarks.idle(id.topic(), id.partition(), partial.clock(), partial.wallMs(), partial.quietMs());
    } else {
      watermarks.data(id.topic(), id.partition(), partial.clock());
    }
  }

  private static SourceClock clockAfter(SourceClock before, Partial partial) {
    long clock = Math.max(before.clock(), partial.clock());
    return partial.isIdle() ? new SourceClock(clock, partial.wallMs(), partial.quietMs()) : new SourceClock(clock, -1, 0);
  }

  private boolean close(long watermark, Consumer<Merged> out) {
    Set<MergedAggregation> changed = new LinkedHashSet<>();
    aggregations.values().stream().filter(aggregation -> aggregation.close(watermark)).forEach(changed::add);
    boolean closed = !changed.isEmpty();
    if (closed) {
      changed.addAll(finishSome(out));
      changed.forEach(this::keep);
    }
    return closed;
  }

  /** As many as one transaction may have; returns those that have come further. */
  private List<MergedAggregation> finishSome(Consumer<Merged> out) {
    List<MergedAggregation> further = new ArrayList<>();
    int most = rules.mostAtOnce();
    for (MergedAggregation aggregation : aggregations.values()) {
      Closed before = aggregation.closed();
      most -= most > 0 && aggregation.isBehind() ? aggregation.goOn(most, out) : 0;
      if (aggregation.closed() != before) {
        further.add(aggregation);
      }
    }
    return further;
  }

  private void keep(MergedAggregation aggregation) {
    sourceStore.put(SourceKey.closedUpTo(aggregation.id()), aggregation.closed().encode());
  }

  private MergedAggregation aggregation(String id) {
    MergedAggregation aggregation = aggregations.get(id);
    if (aggregation == null) {
      throw new UnknownAggregationException(id, aggregations.keySet());
    }
    return aggregation;
  }

  private void restoreSources() {
    try (MergeStore.Entries entries = sourceStore.range(SourceKey.FIRST_SOURCE, SourceKey.AFTER_SOURCES)) {
      entries.forEachRemaining(entry -> {
        SourceId id = SourceKey.source(entry.getKey());
        SourceState state = SourceState.decode(entry.getValue()).withLedgerOf(aggregations.keySet());
        sources.put(id, state);
        if (rules.topics().contains(id.topic())) {
          state.restoreTo(watermarks, id);
        }
      });
    }
  }

  private void restoreAggregations() {
    for (MergedAggregation aggregation : aggregations.values()) {
      byte[] closed = sourceStore.get(SourceKey.closedUpTo(aggregation.id()));
      aggregation.restore(closed == null ? Closed.NONE : Closed.decode(closed));
    }
  }

  private void dropClosedUpTo() {
    try (MergeStore.Entries entries = sourceStore.range(SourceKey.FIRST_CLOSED, SourceKey.AFTER_CLOSED)) {
      entries.forEachRemaining(entry -> {
        if (!aggregations.containsKey(SourceKey.aggregation(entry.getKey()))) {
          sourceStore.delete(entry.getKey());
        }
      });
    }
  }
}
