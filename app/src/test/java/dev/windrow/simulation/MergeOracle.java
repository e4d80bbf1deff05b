package dev.windrow.simulation;

import dev.windrow.topology.SimulatedPartials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What one merge partition must give out for each of its committed partials, in their order: rules S4 to S7. It takes from
 * a partial only which sums it brings and what it announces; the sums themselves come from the input.
 */
final class MergeOracle {

  /** More than two machines' clocks are apart. */
  private static final long SKEW_MS = 100;

  private final Shape shape;
  private final Trace trace;
  private final Log<Output> log;
  private final Map<TopicPartition, SourceOracle> sources;
  private final NaiveWatermark watermark;
  private final Map<TopicPartition, Long> next = new TreeMap<>(Kafka.BY_NAME);
  private final Map<TopicPartition, Long> lastMoveMs = new HashMap<>();
  private final Map<Cell, State> kept = new HashMap<>();
  private final Map<Cell, Sum> merged = new HashMap<>();
  private final Map<String, NavigableMap<Long, SortedSet<Cell>>> byClose = new HashMap<>();
  private final Map<String, Long> closedUpTo = new HashMap<>();
  private final SortedMap<Long, List<String>> outputs = new TreeMap<>();
  private final Map<TopicPartition, Map<String, Long>> expired = new HashMap<>();
  private Optional<Violation> violation = Optional.empty();
  private long cursor;
  private int open;

  private static final class State {
    private final Sum sum = new Sum();
    private long revision;
  }

  MergeOracle(Shape shape, Trace trace, Log<Output> log, Map<TopicPartition, SourceOracle> sources) {
    this.shape = shape;
    this.trace = trace;
    this.log = log;
    this.sources = sources;
    watermark = new NaiveWatermark(shape, trace);
    shape.questions().forEach(question -> {
      byClose.put(question.name(), new TreeMap<>());
      closedUpTo.put(question.name(), 0L);
    });
  }

  /** Takes the partials that have been decided since. */
  void advance() {
    for (long end = log.lastStable(); cursor < end; cursor++) {
      if (log.isVisible(cursor)) {
        Output partial = log.at(cursor);
        Frame frame = partial.frame().orElseThrow();
        SimulatedPartials.View view = SimulatedPartials.view(partial.record().value());
        // One that covers none of the frame's records has nothing to say yet.
        if (frame.idle() || view.next() > view.from()) {
          take(frame, view);
        }
      }
    }
  }

  private void take(Frame frame, SimulatedPartials.View view) {
    SourceOracle source = sources.get(frame.source());
    check(frame, view, source);
    Map<Cell, Sum> sums = view.cells().isEmpty() ? Map.of() : source.sums(frame.from(), frame.next());
    view.cells().forEach(cell -> merge(frame, cell, sums));
    if (!view.complete()) {
      trace.saw(Happening.CHUNKED_BATCH);
      return;
    }
    if (view.idle()) {
      trace.saw(Happening.IDLE_ANNOUNCED);
    }
    next.merge(frame.source(), frame.next(), Math::max);
    if (source.moves(frame.from(), frame.next())) {
      lastMoveMs.put(frame.source(), frame.wallMs());
    }
    watermark.hear(frame, source.clockBefore(frame.next()), view.idle(), view.quietMs());
    close(watermark.get());
  }

  private void check(Frame frame, SimulatedPartials.View view, SourceOracle source) {
    long before = next.getOrDefault(frame.source(), 0L);
    require(Invariant.MERGED_ONCE, view.from() == frame.from() && view.next() == frame.next(),
        "%s came as [%d,%d)", frame, view.from(), view.next());
    require(Invariant.MERGED_ONCE, frame.from() >= before && source.records(before, frame.from()) == 0,
        "%s follows offset %d", frame, before);
    require(Invariant.CLOCK, view.clock() == source.clockBefore(frame.next()),
        "%s tells clock %d, expected %d", frame, view.clock(), source.clockBefore(frame.next()));
    require(Invariant.PARTITIONS, view.partitions() == frame.partitions(),
        "%s tells %d partitions, expected %d", frame, view.partitions(), frame.partitions());
    if (view.idle()) {
      long sinceMoveMs = frame.wallMs() - lastMoveMs.getOrDefault(frame.source(), 0L);
      require(Invariant.IDLE, frame.idle() && !frame.unread() && view.quietMs() >= shape.idleAfterMs() && view.quietMs() <= sinceMoveMs + SKEW_MS,
          "%s, unread records: %s, announces %d ms of quiet; the last move was %d ms before", frame, frame.unread(), view.quietMs(), sinceMoveMs);
    }
  }

  private void merge(Frame frame, SimulatedPartials.Cell told, Map<Cell, Sum> sums) {
    Optional<Cell> found = sums.keySet().stream().filter(cell -> isFor(cell, told)).findFirst();
    require(Invariant.CLOSING, found.isPresent(), "%s has a sum for %s, for which it has no events", frame, told);
    if (found.isEmpty()) {
      return;
    }
    Cell cell = found.get();
    Sum sum = sums.get(cell);
    long closed = closedUpTo.get(cell.question().name());
    if (cell.closesAt() + shape.retainMs() <= closed) {
      trace.saw(Happening.EXPIRED);
      expect(cell.expired(sum.count()) + " of " + frame.source());
      expired.computeIfAbsent(frame.source(), added -> new HashMap<>()).merge(cell.question().name(), sum.count(), Long::sum);
      return;
    }
    State state = kept.computeIfAbsent(cell, this::opened);
    state.sum.add(sum);
    merged.computeIfAbsent(cell, added -> new Sum()).add(sum);
    if (cell.closesAt() <= closed) {
      trace.saw(Happening.REVISION);
      open -= state.revision == 0 ? 1 : 0;
      expect(cell.result(state.sum, "revised", ++state.revision));
    }
  }

  private State opened(Cell cell) {
    open++;
    byClose.get(cell.question().name()).computeIfAbsent(cell.closesAt(), added -> new TreeSet<>()).add(cell);
    return new State();
  }

  private static boolean isFor(Cell cell, SimulatedPartials.Cell told) {
    String name = told.aggregationId().substring(0, told.aggregationId().lastIndexOf('-'));
    return cell.start() == told.start() && cell.question().name().equals(name) && cell.group().equals(told.group());
  }

  private void close(long now) {
    for (Question question : shape.questions()) {
      long first = question.closesAt(0);
      long boundary = now < first ? 0 : now - (now - first) % question.sizeMs();
      long before = closedUpTo.get(question.name());
      if (boundary > before) {
        closedUpTo.put(question.name(), boundary);
        NavigableMap<Long, SortedSet<Cell>> cells = byClose.get(question.name());
        cells.subMap(before, false, boundary, true).values().forEach(closing -> closing.forEach(this::finish));
        forget(cells.headMap(boundary - shape.retainMs(), true));
      }
    }
  }

  private void finish(Cell cell) {
    State state = kept.get(cell);
    trace.saw(Happening.FINAL);
    open--;
    expect(cell.result(state.sum, "final", ++state.revision));
  }

  private void forget(NavigableMap<Long, SortedSet<Cell>> old) {
    old.values().forEach(cells -> cells.forEach(cell -> {
      trace.saw(Happening.WINDOW_DROPPED);
      kept.remove(cell);
    }));
    old.clear();
  }

  private void expect(String output) {
    outputs.computeIfAbsent(cursor, added -> new ArrayList<>()).add(output);
  }

  private void require(Invariant invariant, boolean holds, String format, Object... arguments) {
    if (!holds && violation.isEmpty()) {
      violation = Optional.of(new Violation(invariant, "partial " + cursor + " of " + log + ": " + format.formatted(arguments)));
    }
  }

  /** The first thing that was wrong with a partial. */
  Optional<Violation> violation() {
    return violation;
  }

  /** What must be given out for the partial with an offset; none for most. */
  SortedMap<Long, List<String>> outputs() {
    return outputs;
  }

  /** Whether all records of a source have come. */
  boolean hasAll(SourceOracle source) {
    return source.records(next.getOrDefault(source.source(), 0L), source.end()) == 0;
  }

  /** How many windows' groups are open. */
  int open() {
    return open;
  }

  /** The windows' groups that must be in the store. */
  SortedSet<Cell> kept() {
    return new TreeSet<>(kept.keySet());
  }

  /** What was merged and not expired. */
  Map<Cell, Sum> merged() {
    return merged;
  }

  long expired(TopicPartition source, Question question) {
    return expired.getOrDefault(source, Map.of()).getOrDefault(question.name(), 0L);
  }
}
