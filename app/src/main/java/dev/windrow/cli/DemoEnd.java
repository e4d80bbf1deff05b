package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.service.WindrowService;
import dev.windrow.simulator.Simulation;
import dev.windrow.topology.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When a demo is over: at a signal, when something failed, or when the simulator is done and the windows of all its events have closed, as the
 * ledger in Kafka says. Confined to one thread.
 */
final class DemoEnd implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration LAST_RESULTS = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Config config;
  private final Simulation simulation;
  private final StopSignals stop;
  private final Clock clock;
  private final TopicReader reader;
  private String reason = "";
  private boolean serviceFailed;
  private final Map<String, Long> readBefore = new HashMap<>();
  private long nextLookMs;
  private long simulatedMs;
  private long completeMs;

  DemoEnd(Config config, Simulation simulation, WindrowService service, StopSignals stop, Clock clock) {
    this.config = config;
    this.simulation = simulation;
    this.stop = stop;
    this.clock = clock;
    this.reader = new TopicReader(config);
    Ledger before = Ledger.read(config, reader);
    config.aggregations().forEach(aggregation -> readBefore.put(aggregation.id(), before.total(aggregation.id()).read()));
    service.failure().thenAccept(this::failed);
  }

  boolean isReached() {
    long now = clock.millis();
    if (stop.received() || hasFailed()) {
      return true;
    }
    if (simulation.isRunning()) {
      simulatedMs = now;
      return false;
    }
    if (completeMs == 0 && now >= nextLookMs) {
      nextLookMs = now + LOOK_EVERY.toMillis();
      completeMs = isAllClosed() ? now : 0;
    }
    return isComplete() ? now >= completeMs + LAST_RESULTS.toMillis() : now >= simulatedMs + config.closingHorizonMs() + PATIENCE.toMillis();
  }

  /** Whether the windows of all events have closed. */
  boolean isComplete() {
    return completeMs != 0;
  }

  /** Why it was not complete. */
  synchronized String reason() {
    return reason.isEmpty() ? "not within " + PATIENCE.toSeconds() + " s; 'windrow status' shows who holds them back" : reason;
  }

  @Override
  public void close() {
    reader.close();
  }

  private boolean isAllClosed() {
    Ledger ledger = Ledger.read(config, reader);
    long last = ledger.clocks().values().stream().mapToLong(Long::longValue).max().orElse(0);
    return config.aggregations().stream().allMatch(aggregation -> isAllRead(aggregation, ledger) && ledger.watermark() >= closes(aggregation, last));
  }

  private boolean isAllRead(Aggregation aggregation, Ledger ledger) {
    return ledger.total(aggregation.id()).read() >= readBefore.get(aggregation.id()) + simulation.sent();
  }

  private static long closes(Aggregation aggregation, long time) {
    return aggregation.window().closesAt(aggregation.window().start(time));
  }

  private synchronized boolean hasFailed() {
    return serviceFailed;
  }

  private synchronized void failed(Exception failure) {
    serviceFailed = true;
    reason = failure.getMessage();
  }
}
