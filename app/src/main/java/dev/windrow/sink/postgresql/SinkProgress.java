package dev.windrow.sink.postgresql;

import dev.windrow.ops.Distribution;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import dev.windrow.sink.postgresql.SinkReport.State;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What becomes of a sink, for those who look. Thread-safe. */
final class SinkProgress implements AutoCloseable {

  private final String sink;
  private final Outage outage;
  private final Clock clock;
  private final Meters.Scope scope;
  private final Tally retries;
  private final Distribution time;
  private final Level queued;
  private final Level lag;
  private final Level inFlight;
  private final AtomicInteger writing = new AtomicInteger();
  private final Map<Table, Counts> counts = new LinkedHashMap<>();
  private final long begunMs;

  // Guarded by this.
  private State state = State.WAITING;
  private String error = "";
  private long endedMs;

  SinkProgress(String sink, List<Table> tables, Outage outage, Meters meters, Clock clock) {
    this.sink = sink;
    this.outage = outage;
    this.clock = clock;
    this.begunMs = clock.millis();
    this.scope = meters.scope();
    this.retries = meters.tally(MeterName.SINK_RETRIES, sink);
    this.time = meters.distribution(MeterName.SINK_TIME);
    this.queued = scope.level(MeterName.SINK_QUEUE, sink);
    this.lag = scope.level(MeterName.SINK_LAG, sink);
    this.inFlight = scope.level(MeterName.SINK_IN_FLIGHT, sink);
    tables.forEach(table -> counts.put(table, new Counts(
        meters.tally(MeterName.SINK_ROWS, sink, table.name(), "written"), meters.tally(MeterName.SINK_ROWS, sink, table.name(), "dead_letter"))));
    inFlight.set(0);
  }

  /** Of a table. Guarded by the progress. */
  private static final class Counts {

    private final Tally writtenMeter;
    private final Tally refusedMeter;
    private long rows;
    private long updates;
    private long rejected;

    Counts(Tally writtenMeter, Tally refusedMeter) {
      this.writtenMeter = writtenMeter;
      this.refusedMeter = refusedMeter;
    }

    void written(Collection<Row> more) {
      rows += more.size();
      updates += more.stream().filter(row -> row.revision() > 1).count();
      writtenMeter.add(more.size());
    }
  }

  void retried() {
    retries.add(1);
  }

  /** A transaction of so many records begins. */
  void begins(int records) {
    inFlight.set(writing.addAndGet(records));
  }

  /** It has ended, one way or the other. */
  void ends(int records, long beganNanos) {
    inFlight.set(writing.addAndGet(-records));
    time.recordSince(beganNanos);
  }

  /** @param behind records that are in Kafka and not loaded yet */
  void waiting(long inMemory, long behind) {
    queued.set(inMemory);
    lag.set(behind);
  }

  /** The database has these for good. */
  synchronized void written(Batch batch) {
    batch.rows().forEach((table, rows) -> counts.get(table).written(rows));
    batch.refused().forEach(record -> {
      Counts of = counts.get(record.refusal().orElseThrow().table());
      of.rejected++;
      of.refusedMeter.add(1);
    });
  }

  synchronized void is(State now, String why) {
    state = now;
    error = why;
    endedMs = clock.millis();
  }

  synchronized SinkReport report() {
    boolean ended = state == State.DONE || state == State.FAILED || state == State.STOPPED;
    String waits = outage.reason();
    State shown = state == State.RUNNING && !waits.isEmpty() ? State.WAITING : state;
    List<TableReport> tables = counts.entrySet().stream()
        .map(entry -> new TableReport(entry.getKey().name(), entry.getValue().rows, entry.getValue().updates, entry.getValue().rejected)).toList();
    return new SinkReport(sink, shown, tables, (ended ? endedMs : clock.millis()) - begunMs, error.isEmpty() ? waits : error);
  }

  @Override
  public void close() {
    scope.close();
  }
}
