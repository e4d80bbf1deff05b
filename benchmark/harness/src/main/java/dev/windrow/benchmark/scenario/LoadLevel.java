package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.load.EventStreams;
import dev.windrow.benchmark.load.LoadGenerator;
import dev.windrow.benchmark.load.Tally;
import dev.windrow.benchmark.measure.Percentiles;
import dev.windrow.benchmark.measure.Span;
import dev.windrow.benchmark.run.Live;
import dev.windrow.benchmark.run.LiveSpec;
import dev.windrow.benchmark.run.Pause;
import dev.windrow.benchmark.run.Usage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** So many queries a second and so many event streams, beside the events: once or in several turns, and what was seen of it. Confined to one thread. */
final class LoadLevel {

  /** A window that may close so shortly before a turn's end is written in the next one. */
  private static final long MARGIN_MS = 300;
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final int streams;
  private final Tally tally = new Tally();
  private final List<Span> turns = new ArrayList<>();
  private final List<Long> streamResults = new ArrayList<>();
  private long tookNanos;
  private long cpuNanos;
  private long senderCpuNanos;
  private long events;

  LoadLevel(int perSecond, int streams) {
    this.perSecond = perSecond;
    this.streams = streams;
  }

  int perSecond() {
    return perSecond;
  }

  int streams() {
    return streams;
  }

  /** Queries that are due in {@code settle} do not count, and windows that close then neither. */
  void turn(Workbench bench, Live.Instance instance, LoadGenerator generator, Duration settle, Duration measured)
      throws IOException, InterruptedException {
    EventStreams watching = EventStreams.open(instance.http(), Queries.AGGREGATION.name(), streams);
    try (watching) {
      long before = events(bench, instance);
      long cpuBefore = Usage.of(instance.pid()).cpu().toNanos();
      long senderBefore = senderCpu();
      long start = System.nanoTime();
      turns.add(perSecond == 0 ? quiet(settle, measured) : generator.run(perSecond, settle, measured, tally));
      tookNanos += System.nanoTime() - start;
      senderCpuNanos += senderCpu() - senderBefore;
      cpuNanos += Usage.of(instance.pid()).cpu().toNanos() - cpuBefore;
      events += events(bench, instance) - before;
    }
    streamResults.addAll(watching.results());
  }

  private static Span quiet(Duration settle, Duration measured) throws InterruptedException {
    long fromMs = System.currentTimeMillis() + settle.toMillis();
    Pause.millis(settle.plus(measured).toMillis());
    return new Span(fromMs, fromMs + measured.toMillis());
  }

  private static long events(Workbench bench, Live.Instance instance) throws InterruptedException {
    return bench.broker().records(instance.input(), LiveSpec.PARTITIONS);
  }

  private static long senderCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  Tally tally() {
    return tally;
  }

  /** How long results took of windows that could close in its turns. */
  List<Double> delays(Live.Latencies latencies) {
    return latencies.delays().stream()
        .filter(delay -> turns.stream().anyMatch(turn -> turn.has(delay.closedMs(), MARGIN_MS)))
        .map(Live.Delay::millis)
        .toList();
  }

  Optional<Percentiles> windows(Live.Latencies latencies) {
    List<Double> delays = delays(latencies);
    return delays.isEmpty() ? Optional.empty() : Optional.of(new Percentiles(delays));
  }

  /** How many processors Windrow kept busy. */
  double processors() {
    return (double) cpuNanos / tookNanos;
  }

  /** How many processors whoever asks kept busy. */
  double senderProcessors() {
    return (double) senderCpuNanos / tookNanos;
  }

  double eventsPerSecond() {
    return events / (tookNanos / NANOS);
  }

  /** What each client of an event stream has got in a turn. */
  List<Long> streamResults() {
    return List.copyOf(streamResults);
  }
}
