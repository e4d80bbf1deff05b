package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.EveryResult;
import dev.windrow.benchmark.judge.Tolerance;
import dev.windrow.benchmark.judge.Truth;
import dev.windrow.benchmark.judge.Verdict;
import dev.windrow.benchmark.measure.ClosingTimes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets Windrow work on events as they happen and measures how long results take: from the moment at which the last partition had passed
 * the end of the window plus grace, by the times at which the broker put the events into the log, until a read_committed reader has the
 * result. Both are of this machine's clock, in milliseconds. Confined to one thread.
 */
public final class Live {

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration LAST_RESULTS = Duration.ofSeconds(30);
  private static final long POLL_MS = 100;
  private static final Duration SLACK = Duration.ofSeconds(60);

  private final Broker broker;
  private final Path simulatorJar;
  private final Path dir;
  private int runs;

  public Live(Broker broker, Path simulatorJar, Path dir) {
    this.broker = broker;
    this.simulatorJar = simulatorJar;
    this.dir = dir;
  }

  /** @param windrow computes the aggregation of {@code spec}, whatever else it would */
  public Latencies measure(Windrow windrow, int threads, LiveSpec spec) throws IOException, InterruptedException {
    return measure(windrow, threads, spec, Optional.empty());
  }

  /** While something else goes on, with whose end events end, too. The time of {@code spec} should be longer than that. */
  public Latencies measure(Windrow windrow, int threads, LiveSpec spec, Meanwhile meanwhile) throws IOException, InterruptedException {
    return measure(windrow, threads, spec, Optional.of(meanwhile));
  }

  private Latencies measure(Windrow windrow, int threads, LiveSpec spec, Optional<Meanwhile> meanwhile) throws IOException, InterruptedException {
    String id = "live-" + ++runs;
    Path folder = dir.resolve(id);
    String in = id + "-in";
    String out = id + "-out";
    broker.create(in, LiveSpec.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    broker.create(out, CatchUp.OUT_PARTITIONS, Map.of("cleanup.policy", "compact"));
    try {
      Windrow system = windrow.computing(List.of(spec.aggregation()));
      Job job = new Job(broker.address(), in, out, id, 0, threads, folder);
      return observe(system, job, spec, meanwhile);
    } finally {
      broker.deleteTopicsOf(id);
      Folders.delete(folder.resolve("state"));
    }
  }

  private static Path truth(Job job) {
    return job.dir().resolve("truth.ndjson");
  }

  private Latencies observe(Windrow system, Job job, LiveSpec spec, Optional<Meanwhile> meanwhile) throws IOException, InterruptedException {
    ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    JavaProcess.Watch running = Windrow.running();
    JavaProcess.Watch page = Windrow.page();
    try (Results results = Results.of(job.bootstrap(), job.out(), CatchUp.OUT_PARTITIONS,
            (value, received) -> seen.add(new Seen(value, received.epochMs())));
        JavaProcess process = JavaProcess.start(system.name(), system.commands(job).get(0), job.dir().resolve("process.log"), running, page)) {
      running.await(process, START);
      feed(job, spec, meanwhile, new Instance(Windrow.address(page.await(process, START).text()), process.pid(), job.in()));
      // Nothing else should work while the last results come.
      Pause.millis(QUIET.toMillis());
      ClosingTimes closing = InputLog.closingTimes(job.bootstrap(), job.in(), LiveSpec.PARTITIONS, spec.aggregation());
      Truth truth = Truth.read(truth(job));
      Instant lastEnd = Instant.ofEpochMilli(closing.lastEndMs());
      long untilNanos = System.nanoTime() + LAST_RESULTS.toNanos();
      while (!judged(seen, truth, lastEnd).isComplete() && System.nanoTime() - untilNanos < 0) {
        results.requireHealthy();
        process.requireAlive();
        Pause.millis(POLL_MS);
      }
      return new Latencies(delays(seen, closing, truth.firstEnd().plus(spec.warmUp())), judged(seen, truth, lastEnd).verdict());
    }
  }

  private void feed(Job job, LiveSpec spec, Optional<Meanwhile> meanwhile, Instance instance) throws IOException, InterruptedException {
    List<String> arguments = spec.simulatorArguments(job.bootstrap(), job.in(), truth(job));
    Path log = job.dir().resolve("simulator.log");
    if (meanwhile.isEmpty()) {
      Simulator.run(simulatorJar, arguments, log, spec.all().plus(SLACK));
      return;
    }
    // It writes the truth when it is told to end.
    try (JavaProcess events = Simulator.start(simulatorJar, arguments, log)) {
      meanwhile.get().run(instance);
      events.requireAlive();
      int code = events.stop(SLACK);
      if (code != 0) {
        throw new BenchmarkException("expected the simulator to end with exit code 0, found " + code + "; see " + log);
      }
    }
  }

  private static EveryResult judged(Collection<Seen> seen, Truth truth, Instant lastEnd) {
    EveryResult expectation = new EveryResult(truth, lastEnd, Tolerance.EXACT);
    seen.forEach(result -> expectation.add(result.value()));
    return expectation;
  }

  private static List<Delay> delays(Collection<Seen> seen, ClosingTimes closing, Instant firstEnd) throws IOException {
    List<Delay> delays = new ArrayList<>();
    for (Seen result : seen) {
      Instant end = EveryResult.windowEnd(result.value());
      OptionalLong closedMs = closing.of(end.toEpochMilli());
      if (!end.isBefore(firstEnd) && closedMs.isPresent()) {
        delays.add(new Delay(closedMs.getAsLong(), result.receivedMs() - closedMs.getAsLong()));
      }
    }
    return delays;
  }

  private record Seen(byte[] value, long receivedMs) {}

  /** What goes on while there are events. */
  public interface Meanwhile {
    void run(Instance instance) throws IOException, InterruptedException;
  }

  /**
   * The instance that works on the events.
   *
   * @param http where it answers
   * @param input topic that it reads
   */
  public record Instance(InetSocketAddress http, long pid, String input) {}

  /**
   * How long a result took.
   *
   * @param closedMs when its window could close, epoch ms
   * @param millis from then until the result could be read
   */
  public record Delay(long closedMs, double millis) {}

  /** @param delays of each result after the warm-up */
  public record Latencies(List<Delay> delays, Verdict verdict) {

    public Latencies {
      delays = List.copyOf(delays);
    }

    public List<Double> millis() {
      return delays.stream().map(Delay::millis).toList();
    }
  }
}
