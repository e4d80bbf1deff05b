package dev.windrow.simulator.truth;

import dev.windrow.simulator.event.Event;
import dev.windrow.simulator.event.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What to expect of the default aggregation {@code by-event-type}, by rules S2, S3, S8, S9 and S11 of the design. Takes
 * each partition's events in the order of the partition; how partitions are interleaved does not matter. Memory grows with
 * windows × types, not with events. Confined to one thread; hot path.
 */
public final class Truth {

  public static final String AGGREGATION = "by-event-type";

  private final List<String> types;
  private final long windowMs;
  private final long graceMs;
  private final long maxAheadMs;
  private final PartitionTally[] partitions;
  private final Map<Long, Window> windows = new HashMap<>();
  private Window recent;
  private Window older;

  /** @param types names by number, as {@link dev.windrow.simulator.event.EventGenerator#types} gives them */
  public Truth(TruthRules rules, List<String> types, int partitions) {
    this.types = List.copyOf(types);
    this.windowMs = rules.window().toMillis();
    this.graceMs = rules.grace().toMillis();
    this.maxAheadMs = rules.maxAhead().toMillis();
    this.partitions = IntStream.range(0, partitions).mapToObj(p -> new PartitionTally()).toArray(PartitionTally[]::new);
    this.recent = new Window(Long.MIN_VALUE, 0);
    this.older = recent;
  }

  /** The event is the next one in its partition. */
  public void add(Event event) {
    if (event.malformed()) {
      addMalformed(event.partition());
    } else {
      add(event.partition(), event.recordTimestampMs(), event.timeMicros() / 1000, event.type(), event.units());
    }
  }

  void addMalformed(int partition) {
    partitions[partition].deadLetters++;
  }

  void add(int partition, long recordTimestampMs, long timeMs, int type, long units) {
    PartitionTally tally = partitions[partition];
    if (timeMs > recordTimestampMs + maxAheadMs) {
      tally.deadLetters++;
      return;
    }
    long start = timeMs - timeMs % windowMs;
    if (start + windowMs + graceMs <= tally.clockMs) {
      tally.late++;
    } else {
      window(start).types[type].add(units);
      tally.aggregated++;
    }
    tally.clockMs = Math.max(tally.clockMs, timeMs);
  }

  /**
   * One line per result, in the form of the result topic's values, by window, then type. Made as the stream is read: add
   * nothing meanwhile.
   */
  public Stream<String> resultLines() {
    int[] byName = IntStream.range(0, types.size()).boxed().sorted(Comparator.comparing(types::get)).mapToInt(Integer::intValue).toArray();
    return windows.values().stream().sorted(Comparator.comparingLong(window -> window.start))
        .flatMap(window -> IntStream.of(byName).filter(type -> window.types[type].count() > 0).mapToObj(type -> json(window, type)));
  }

  /** One per partition, also of those without events. */
  public List<Ledger> ledgers() {
    return IntStream.range(0, partitions.length).mapToObj(p -> partitions[p].ledger(p)).toList();
  }

  /** Nearly all events go to the window of the one before, or to one other. */
  private Window window(long start) {
    if (recent.start != start) {
      Window last = recent;
      recent = older.start == start ? older : windows.computeIfAbsent(start, s -> new Window(s, types.size()));
      older = last;
    }
    return recent;
  }

  private String json(Window window, int type) {
    TypeSummary summary = window.types[type];
    BigDecimal sum = Numbers.ofUnits(summary.sum());
    return "{\"aggregation\":\"" + AGGREGATION + "\",\"window_start\":\"" + Instant.ofEpochMilli(window.start)
        + "\",\"window_end\":\"" + Instant.ofEpochMilli(window.start + windowMs) + "\",\"event_type\":" + JsonString.quoted(types.get(type))
        + ",\"count\":" + summary.count() + ",\"sum_value\":" + Numbers.text(sum)
        + ",\"avg_value\":" + Numbers.text(Numbers.average(sum, summary.count()))
        + ",\"min_value\":" + Numbers.text(Numbers.ofUnits(BigInteger.valueOf(summary.min())))
        + ",\"max_value\":" + Numbers.text(Numbers.ofUnits(BigInteger.valueOf(summary.max())))
        + ",\"status\":\"final\",\"revision\":1}";
  }

  private static final class Window {

    private final long start;
    private final TypeSummary[] types;

    Window(long start, int types) {
      this.start = start;
      this.types = new TypeSummary[types];
      Arrays.setAll(this.types, type -> new TypeSummary());
    }
  }

  private static final class PartitionTally {

    private long clockMs;
    private long aggregated;
    private long late;
    private long deadLetters;

    Ledger ledger(int partition) {
      return new Ledger(partition, aggregated + late + deadLetters, aggregated, late, deadLetters);
    }
  }
}
