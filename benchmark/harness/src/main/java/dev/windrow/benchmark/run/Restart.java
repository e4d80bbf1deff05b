package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.EveryResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Starts Windrow, kills it under live events and starts it again. Confined to one thread. */
public final class Restart {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int EVENTS_PER_SECOND = 1_000;
  private static final long POLL_MS = 5;

  /** After this no result of the killed process is on its way to us any more, and none of the next one yet. */
  private static final long UNDER_WAY_MS = 500;

  private static final Windrow.Aggregation AGGREGATION = Windrow.Aggregation.DEFAULT.of("by-event-type", 1_000, 0);

  private final Broker broker;
  private final Path simulatorJar;
  private final Path dir;
  private int runs;

  public Restart(Broker broker, Path simulatorJar, Path dir) {
    this.broker = broker;
    this.simulatorJar = simulatorJar;
    this.dir = dir;
  }

  public Times measure(Windrow windrow, int threads) throws IOException, InterruptedException {
    String id = "restart-" + ++runs;
    Path folder = dir.resolve(id);
    Job job = new Job(broker.address(), id + "-in", id + "-out", id, 0, threads, folder);
    broker.create(job.in(), LiveSpec.PARTITIONS, Map.of());
    List<String> command = windrow.computing(List.of(AGGREGATION)).commands(job).get(0);
    try {
      double first = startAndStop(command, folder.resolve("first.log"));
      double second = startAndStop(command, folder.resolve("second.log"));
      return new Times(first, second, afterKill(command, job));
    } finally {
      broker.deleteTopicsOf(id);
      Folders.delete(folder.resolve("state"));
    }
  }

  private static double startAndStop(List<String> command, Path log) throws IOException, InterruptedException {
    JavaProcess.Watch running = Windrow.running();
    try (JavaProcess process = JavaProcess.start("windrow", command, log, running)) {
      return seconds(process.startNanos(), running.await(process, LIMIT).nanos());
    }
  }

  private double afterKill(List<String> command, Job job) throws IOException, InterruptedException {
    AtomicReference<Seen> last = new AtomicReference<>(new Seen(Instant.EPOCH, 0));
    List<String> simulator = List.of(
        "--bootstrap-servers", job.bootstrap(), "--topic", job.in(), "--rate", Integer.toString(EVENTS_PER_SECOND));
    try (Results results = Results.of(job.bootstrap(), job.out(), CatchUp.OUT_PARTITIONS, (value, received) -> keep(last, value, received));
        JavaProcess events = Simulator.start(simulatorJar, simulator, job.dir().resolve("simulator.log"));
        JavaProcess killed = JavaProcess.start("windrow", command, job.dir().resolve("killed.log"))) {
      awaitResultAfter(Instant.EPOCH, last, killed);
      awaitResultAfter(last.get().windowEnd(), last, killed);
      killed.kill();
      long killedNanos = System.nanoTime();
      try (JavaProcess again = JavaProcess.start("windrow", command, job.dir().resolve("again.log"))) {
        Pause.millis(UNDER_WAY_MS);
        Instant before = last.get().windowEnd();
        Seen seen = awaitResultAfter(before, last, again);
        events.requireAlive();
        results.requireHealthy();
        return seconds(killedNanos, seen.nanos());
      }
    }
  }

  /** Only the reading thread calls this. */
  private static void keep(AtomicReference<Seen> last, byte[] value, Results.Received received) {
    try {
      Instant windowEnd = EveryResult.windowEnd(value);
      if (windowEnd.isAfter(last.get().windowEnd())) {
        last.set(new Seen(windowEnd, received.nanos()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seen awaitResultAfter(Instant windowEnd, AtomicReference<Seen> last, JavaProcess process) throws InterruptedException {
    Pause.until(() -> last.get().windowEnd().isAfter(windowEnd), POLL_MS, LIMIT, process::requireAlive,
        () -> "expected a result of a window after " + windowEnd + " within " + LIMIT.toSeconds() + " s, none came; see " + process.log());
    return last.get();
  }

  private static double seconds(long fromNanos, long toNanos) {
    return (toNanos - fromNanos) / 1e9;
  }

  private record Seen(Instant windowEnd, long nanos) {}

  /**
   * In seconds.
   *
   * @param firstStartSeconds from the start of the JVM to RUNNING, with topics still to create
   * @param secondStartSeconds the same when everything is there
   * @param afterKillSeconds from kill -9 to the first result of a window that had none before
   */
  public record Times(double firstStartSeconds, double secondStartSeconds, double afterKillSeconds) {}
}
