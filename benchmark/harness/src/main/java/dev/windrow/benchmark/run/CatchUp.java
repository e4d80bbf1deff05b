package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Expectation;
import dev.windrow.benchmark.judge.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a system read a topic that is full and measures it from outside: from the first bytes that the broker hands out of the topic, until
 * a read_committed reader has seen every result (or the system says that it has read everything, if it has no results). Confined to
 * one thread.
 */
public final class CatchUp {

  static final int OUT_PARTITIONS = 4;

  private static final Duration FIRST_FETCH = Duration.ofMinutes(2);
  private static final Duration STANDSTILL = Duration.ofSeconds(20);
  private static final long FIRST_FETCH_POLL_MS = 5;

  /** Looking at the broker takes processor time of its own, which is then missing to what is measured. */
  private static final long STANDSTILL_POLL_MS = 250;

  private final Broker broker;
  private final Path dir;
  private int runs;

  /** @param dir for the folders and logs of systems */
  public CatchUp(Broker broker, Path dir) {
    this.broker = broker;
    this.dir = dir;
  }

  /** @param expectation fresh; of no use afterwards */
  public Measurement measure(SystemUnderTest system, int threads, Input input, Expectation expectation)
      throws IOException, InterruptedException {
    return measure(system, threads, input, expectation, Optional.empty());
  }

  /** @param gate before the input, which is opened when all processes of Windrow run and have committed what is before it */
  public Measurement measure(SystemUnderTest system, int threads, Input input, Expectation expectation, Optional<Gate> gate)
      throws IOException, InterruptedException {
    String id = "run-" + ++runs + "-" + system.name();
    Path folder = dir.resolve(id);
    String out = id + "-out";
    // Not compacted: not every system gives its results a key.
    broker.create(out, OUT_PARTITIONS, Map.of());
    Job job = new Job(broker.address(), input.topic(), out, id, input.events(), threads, folder);
    try (Course course = new Course(job, expectation, broker)) {
      return course.of(system, input, gate);
    } finally {
      broker.deleteTopicsOf(id);
      Folders.delete(folder.resolve("state"));
    }
  }

  /** One run. */
  private static final class Course implements AutoCloseable {

    private final Job job;
    private final Expectation expectation;
    private final Broker broker;
    private final Traffic traffic;
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private final List<JavaProcess> processes = new ArrayList<>();
    private final List<JavaProcess.Watch> running = new ArrayList<>();
    private volatile long lastResultNanos;

    Course(Job job, Expectation expectation, Broker broker) {
      this.job = job;
      this.expectation = expectation;
      this.broker = broker;
      this.traffic = broker.traffic();
    }

    Measurement of(SystemUnderTest system, Input input, Optional<Gate> gate) throws IOException, InterruptedException {
      Results results = Results.of(job.bootstrap(), job.out(), OUT_PARTITIONS, this::onResult);
      long startNanos;
      Usage before;
      Usage after;
      ThreadTimes threadsBefore;
      ThreadTimes threadsAfter;
      long endNanos;
      try (results) {
        long fetchedBefore = traffic.bytesOut(job.in());
        start(system);
        if (gate.isPresent()) {
          awaitRunning();
          awaitReached(gate.get());
          fetchedBefore = traffic.bytesOut(job.in());
          gate.get().open();
        }
        awaitFirstFetch(fetchedBefore);
        startNanos = System.nanoTime();
        before = usage();
        threadsBefore = threads();
        endNanos = awaitEnd();
        after = usage();
        threadsAfter = threads();
      }
      Optional<Verdict> verdict = system.ends() == SystemUnderTest.Ends.RESULTS ? Optional.of(expectation.verdict()) : Optional.empty();
      double shuffled = (double) traffic.bytesInAll(job.applicationId() + "*-repartition") / traffic.bytesIn(job.in());
      return new Measurement(
          input.events(), Duration.ofNanos(endNanos - startNanos), after.cpu().minus(before.cpu()), threadsAfter.minus(threadsBefore).byKind(),
          after.peakRssKib(), shuffled, verdict);
    }

    private void onResult(byte[] value, Results.Received received) {
      expectation.add(value);
      lastResultNanos = received.nanos();
      if (expectation.isComplete()) {
        end.complete(received.nanos());
      }
    }

    private void start(SystemUnderTest system) throws IOException {
      JavaProcess.Watch done = new JavaProcess.Watch(("records " + job.records())::equals);
      if (system.ends() == SystemUnderTest.Ends.PRINTS) {
        done.seen().thenAccept(line -> end.complete(line.nanos()));
      }
      for (List<String> command : system.commands(job)) {
        Path log = job.dir().resolve("process-" + processes.size() + ".log");
        JavaProcess.Watch runs = Windrow.running();
        processes.add(JavaProcess.start(system.name(), command, log, done, runs));
        running.add(runs);
      }
    }

    private void awaitRunning() throws InterruptedException {
      for (int i = 0; i < processes.size(); i++) {
        running.get(i).await(processes.get(i), FIRST_FETCH);
      }
    }

    private void awaitReached(Gate gate) throws InterruptedException {
      await("commit all that is before the gate of", STANDSTILL_POLL_MS, () -> gate.isReachedBy(job.applicationId(), broker.admin()));
    }

    private void awaitFirstFetch(long fetchedBefore) throws InterruptedException {
      await("fetch from", FIRST_FETCH_POLL_MS, () -> traffic.bytesOut(job.in()) != fetchedBefore);
    }

    /** @param what the system is to do with the input's topic */
    private void await(String what, long everyMs, Pause.Happened happened) throws InterruptedException {
      Pause.until(happened, everyMs, FIRST_FETCH, this::requireAlive, () -> "expected " + job.applicationId() + " to " + what + " topic " + job.in()
          + " within " + FIRST_FETCH.toSeconds() + " s, it did not; see " + processes.get(0).log());
    }

    /** When everything was there; or, of a system that leaves out results, when its last one was. */
    private long awaitEnd() throws InterruptedException {
      Stall input = new Stall(STANDSTILL.multipliedBy(3));
      Stall all = new Stall(STANDSTILL);
      while (!endsSoon()) {
        requireAlive();
        long nowNanos = System.nanoTime();
        if (input.isOver(traffic.bytesOut(job.in()) + lastResultNanos, nowNanos) | all.isOver(traffic.bytesOut(), nowNanos)) {
          return lastResult();
        }
      }
      return end.join();
    }

    /** Waits for the end, but not for long. */
    private boolean endsSoon() throws InterruptedException {
      try {
        end.get(STANDSTILL_POLL_MS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException notYet) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException("nobody lets the end fail", e);
      }
    }

    private long lastResult() {
      if (lastResultNanos == 0) {
        throw new BenchmarkException("expected results of " + job.applicationId() + ", nothing came; see " + processes.get(0).log());
      }
      return lastResultNanos;
    }

    private void requireAlive() {
      if (!end.isDone()) {
        processes.forEach(JavaProcess::requireAlive);
      }
    }

    private Usage usage() throws IOException {
      Usage sum = Usage.NONE;
      for (JavaProcess process : processes) {
        sum = sum.plus(Usage.of(process.pid()));
      }
      return sum;
    }

    private ThreadTimes threads() throws IOException {
      ThreadTimes sum = ThreadTimes.NONE;
      for (JavaProcess process : processes) {
        sum = sum.plus(ThreadTimes.of(process.pid()));
      }
      return sum;
    }

    @Override
    public void close() {
      processes.forEach(JavaProcess::close);
    }
  }
}
