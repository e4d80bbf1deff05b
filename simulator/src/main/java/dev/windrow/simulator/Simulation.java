package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.SimulatorOptions.TruthOptions;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.event.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A run of the simulator in a thread of its own. Prints nothing. {@link #start} once, then {@link #stop} or {@link
 * #await}; closing stops it too. Safe for use by several threads.
 */
public final class Simulation implements AutoCloseable {

  private static final long FLUSH_SECONDS = 20;
  private static final long GIVE_UP_SECONDS = 5;

  private final SimulatorOptions options;
  private final Clock clock;
  private final List<String> notes = new ArrayList<>();
  private volatile Delivery delivery;
  private volatile Thread thread;

  public Simulation(SimulatorOptions options) {
    this(options, Clock.systemUTC());
  }

  Simulation(SimulatorOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Connects, finds or creates the topic, and begins to send. With Kafka out of reach it takes 10 to 15 seconds to say so.
   *
   * @throws SimulationException when it cannot begin; nothing has been sent then
   */
  public synchronized void start() throws SimulationException {
    if (delivery != null) {
      throw new IllegalStateException("expected a simulation that has not been started, found one that has");
    }
    Optional<TruthFile> truthFile = truthFile();
    try {
      delivery = open(truthFile);
    } catch (SimulationException e) {
      truthFile.ifPresent(TruthFile::abandon);
      throw e;
    }
    thread = new Thread(delivery, "windrow-simulator");
    thread.setDaemon(true);
    thread.start();
  }

  /** What should be known about the run before its end, a sentence each: a topic created, a count overruled. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Events handed over so far; those of the last moments may still be on their way. */
  public long sent() {
    Delivery running = delivery;
    return running == null ? 0 : running.sent();
  }

  /** Whether it has been started and has not ended. */
  public boolean isRunning() {
    Delivery running = delivery;
    return running != null && running.done().getCount() > 0;
  }

  /** Waits until the run has ended by itself; says whether it has. */
  public boolean await(Duration limit) throws InterruptedException {
    return started().done().await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Asks the run to end, without waiting for it. */
  public void requestStop() {
    Delivery running = delivery;
    if (running != null) {
      running.requestStop();
    }
  }

  /**
   * Ends the run: no more events, the ones on their way are delivered, the truth is written. After an end of its own it only
   * tells about it. Waits at most 25 seconds.
   *
   * @throws SimulationException when not all events were delivered; then there is no truth
   */
  public Summary stop() throws SimulationException {
    Delivery running = started();
    running.requestStop();
    try {
      if (!running.done().await(FLUSH_SECONDS, TimeUnit.SECONDS)) {
        thread.interrupt();
        running.done().await(GIVE_UP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    return running.summary();
  }

  /** Stops. A failure has been told by {@link #stop} or was not asked for. */
  @Override
  public void close() {
    if (delivery != null) {
      try {
        stop();
      } catch (SimulationException e) {
        thread.interrupt();
      }
    }
  }

  private Delivery started() {
    Delivery running = delivery;
    if (running == null) {
      throw new IllegalStateException("expected a simulation that has been started");
    }
    return running;
  }

  private Optional<TruthFile> truthFile() throws SimulationException {
    Optional<TruthOptions> truth = options.truth();
    return truth.isEmpty() ? Optional.empty() : Optional.of(TruthFile.replacing(truth.get().file()));
  }

  private Delivery open(Optional<TruthFile> truthFile) throws SimulationException {
    if (options.target().destination() instanceof Target.Kafka) {
      KafkaOutput output = KafkaOutput.open(options.target(), options.run().pace(), notes::add);
      if (truthFile.isPresent() && LongStream.of(output.firstOffsets()).anyMatch(offset -> offset > 0)) {
        notes.add("Warning: topic " + options.target().topic() + " is not empty, and the truth does not know what is in it already.");
      }
      return delivery(output, output.firstOffsets(), truthFile);
    }
    Output output = options.target().destination() instanceof Target.File file ? FileOutput.file(file.path()) : FileOutput.standardOutput();
    return delivery(output, new long[options.target().partitions()], truthFile);
  }

  private Delivery delivery(Output output, long[] firstOffsets, Optional<TruthFile> truthFile) throws SimulationException {
    try {
      Routing routing = new Routing(firstOffsets.length, options.target().idle());
      return new Delivery(options.withEvents(scheduled()), routing, output, truthFile.map(file -> new TruthSink(file, firstOffsets)));
    } catch (IllegalArgumentException e) {
      output.close();
      throw new SimulationException(Reason.USAGE, e.getMessage(), e);
    }
  }

  /** The events with a start: now in real time; at full speed such that the last of them happens now. */
  private EventOptions scheduled() {
    EventOptions events = options.events();
    Schedule schedule = events.schedule();
    if (schedule.hasStart()) {
      return events;
    }
    Instant start = options.run().pace() == Pace.REAL ? clock.instant() : clock.instant().minus(length(schedule.rate()));
    return events.withSchedule(schedule.startingAt(start.truncatedTo(ChronoUnit.MILLIS)));
  }

  private Duration length(Rate rate) {
    return Duration.of(rate.microsUntil(options.run().count() - 1), ChronoUnit.MICROS);
  }
}
