package dev.windrow.topology;

import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.Watermarks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an instance of this application can have written a partial: what no batch of events adds up to is refused before it is
 * counted or moves a clock. It finds accidents and clumsy forgeries; who may write to the topic is for the brokers to say.
 *
 * <p>Thread-safe.
 */
final class PartialCheck {

  /** How far ahead of this machine's clock another one's may be. */
  private static final long MAX_CLOCK_SKEW_MS = 24 * 60 * 60 * 1000L;

  private final Map<String, AggregationPlan> plans;
  private final Map<String, Integer> hashes = new HashMap<>();
  private final int mergePartitions;
  private final long maxAheadMs;

  PartialCheck(List<AggregationPlan> plans, int mergePartitions, long maxAheadMs) {
    this.plans = AggregationPlan.byId(plans);
    this.plans.keySet().forEach(id -> hashes.put(id, MergePartitions.aggregationHash(id)));
    this.mergePartitions = mergePartitions;
    this.maxAheadMs = maxAheadMs;
  }

  /**
   * Where and when a partial arrived.
   *
   * @param mergePartition the partition in which it stands
   * @param timestamp its record's timestamp: the highest of the batch's records, epoch ms
   * @param clockBefore what is known of its source's clock, epoch ms
   * @param nowMs wall time
   */
  record Arrival(int mergePartition, long timestamp, long clockBefore, long nowMs) {}

  /** The partial in a record's value; MalformedBytesException says why there is none. */
  static Partial decode(Integer key, byte[] value, int mergePartition) {
    if (key == null || key != mergePartition) {
      throw new MalformedBytesException(0, "the number of its partition, " + mergePartition + ", as its key", String.valueOf(key));
    }
    if (value == null) {
      throw new MalformedBytesException(0, "a value", "none");
    }
    return Partial.decode(value);
  }

  /** Why the partial cannot be ours; empty when it can. */
  Optional<String> refusal(Partial partial, Arrival arrival) {
    return times(partial, arrival)
        .or(() -> source(partial))
        .or(() -> ledger(partial, arrival))
        .or(() -> entries(partial, arrival));
  }

  private Optional<String> times(Partial partial, Arrival arrival) {
    long latestWall = arrival.nowMs() + MAX_CLOCK_SKEW_MS;
    if (partial.wallMs() > latestWall) {
      return refused("a wall time of at most a day from now, " + latestWall, partial.wallMs());
    }
    if (partial.quietMs() > partial.wallMs()) {
      return refused("a source that has been quiet since 1970 at most", partial.quietMs() + " ms");
    }
    long recorded = Math.max(arrival.timestamp(), partial.wallMs());
    boolean ahead = partial.clock() > arrival.clockBefore() && partial.clock() - recorded > maxAheadMs;
    return ahead
        ? refused("a clock that is at most input.max-ahead (" + maxAheadMs + " ms) ahead of " + recorded + ", when its batch was written or read",
            partial.clock() + " (was input.max-ahead longer before? Then run it that way once more)")
        : Optional.empty();
  }

  private static Optional<String> source(Partial partial) {
    return partial.partitions() > Watermarks.MAX_PARTITIONS
        ? refused("a topic of at most " + Watermarks.MAX_PARTITIONS + " partitions", partial.partitions())
        : Optional.empty();
  }

  private Optional<String> ledger(Partial partial, Arrival arrival) {
    if (!partial.ledger().isEmpty() && MergePartitions.home(partial.partition(), mergePartitions) != arrival.mergePartition()) {
      return refused("no ledger of partition " + partial.partition() + " in merge partition " + arrival.mergePartition(), "one");
    }
    return partial.ledger().stream()
        .map(Partial.LedgerEntry::counts)
        .filter(counts -> counts.read() > partial.next() - partial.from() || !counts.balances())
        .findFirst()
        .flatMap(counts -> refused("a ledger that balances, of offsets " + partial.from() + " to " + partial.next(), counts));
  }

  private Optional<String> entries(Partial partial, Arrival arrival) {
    long offsets = partial.next() - partial.from();
    Map<String, Long> events = new HashMap<>();
    for (Partial.Entry entry : partial.entries()) {
      AggregationPlan plan = plans.get(entry.aggregation());
      if (plan == null) {
        continue;
      }
      if (entry.windowStart() > partial.clock() || plan.window().start(entry.windowStart()) != entry.windowStart()) {
        return refused("a window of " + plan.window().sizeMs() + " ms that starts at or before the clock " + partial.clock(), entry.windowStart());
      }
      if (entry.sum().fields() != plan.numberColumns().size()) {
        return refused("sums of " + plan.numberColumns().size() + " fields of " + plan.id(), entry.sum().fields());
      }
      if (!entry.group().isArray()) {
        return refused("a JSON array as group", entry.group());
      }
      int owner = MergePartitions.ofGroup(hashes.get(plan.id()), entry.group().bytes(), mergePartitions);
      if (owner != arrival.mergePartition()) {
        return refused("groups of merge partition " + arrival.mergePartition(), "one of merge partition " + owner);
      }
      long count = entry.sum().count();
      long sum = events.merge(plan.id(), count, Long::sum);
      if (count > offsets || sum > offsets) {
        return refused("at most " + offsets + " events in offsets " + partial.from() + " to " + partial.next(), Math.max(count, sum));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refused(String expected, Object found) {
    return Optional.of("expected " + expected + ", found " + found);
  }
}
