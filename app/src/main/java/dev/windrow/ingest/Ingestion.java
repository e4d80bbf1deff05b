package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.config.Source;
import dev.windrow.ingest.SourceReport.State;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sources, each in a thread of its own. Thread-safe; {@link #start} may be called once. */
public final class Ingestion implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ingestion.class);

  private static final long TICK_MS = 200;

  /** A stop has to fit into the ten seconds that supervisors usually grant. */
  private static final long STOP_WITHIN_MS = TimeUnit.SECONDS.toMillis(8);

  private final Config config;
  private final Meters meters;
  private final Terms terms;
  private final String owner;
  private final Clock clock;
  private final List<SourceRunner> runners = new ArrayList<>();
  private final List<Stage> stages;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * How sources are read together.
   *
   * @param failFast whether the first that fails ends the others
   * @param mostRestarts how often in a row a source begins again after Kafka has not taken what was read
   */
  public record Terms(boolean failFast, int mostRestarts) {

    /** For a service: it waits for Kafka as long as it takes. */
    public static final Terms LASTING = new Terms(false, Integer.MAX_VALUE);
  }

  /**
   * A source and how it is read.
   *
   * @param stages what its records go through, in this order
   */
  public record Job(Source source, Reader reader, List<Stage> stages) {}

  /** @param owner names this process, for others that read the same source: a host and what tells it apart from an earlier process there */
  public Ingestion(Config config, List<Job> jobs, Terms terms, String owner, Meters meters, Clock clock) {
    this.config = config;
    this.meters = meters;
    this.terms = terms;
    this.owner = owner;
    this.clock = clock;
    this.stages = jobs.stream().flatMap(job -> job.stages().stream()).toList();
    jobs.forEach(job -> runners.add(runner(job)));
  }

  /** Begins to read. The topics are there. */
  public synchronized void start() {
    for (SourceRunner runner : runners) {
      threads.add(thread("windrow-source-" + runner.name(), () -> run(runner)));
    }
    threads.add(thread("windrow-source-commits", this::tick));
    threads.forEach(Thread::start);
  }

  /** What has become of the sources so far, in the order of the configuration. */
  public List<SourceReport> reports() {
    return runners.stream().map(SourceRunner::report).toList();
  }

  /** Whether all of them have ended. */
  public synchronized boolean isEnded() {
    return sourceThreads().stream().noneMatch(Thread::isAlive);
  }

  /** Waits until all of them have ended. */
  public void await() throws InterruptedException {
    for (Thread thread : sourceThreads()) {
      thread.join();
    }
  }

  /** Ends what is under way, delivers what has arrived, closes stages that can be closed. */
  @Override
  public void close() {
    interruptAll();
    awaitAll();
    stages.forEach(Ingestion::close);
  }

  private void awaitAll() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_WITHIN_MS);
    try {
      for (Thread thread : all()) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Stage stage) {
    if (stage instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        log.warn("a stage of a source could not be closed", e);
      }
    }
  }

  private SourceRunner runner(Job job) {
    SourceProgress progress = new SourceProgress(job.source().name(), meters);
    Deliveries deliveries = new Deliveries(config, job.source(), job.stages(), progress, owner, clock);
    return new SourceRunner(job.source(), job.reader(), deliveries, progress, terms.mostRestarts());
  }

  private void run(SourceRunner runner) {
    runner.run();
    if (terms.failFast() && runner.report().state() == State.FAILED) {
      interruptAll();
    }
  }

  /** A reader that waits for its source does not commit. */
  private void tick() {
    try {
      while (!isEnded()) {
        Thread.sleep(TICK_MS);
        for (SourceRunner runner : runners) {
          runner.commitIfDue();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread that commits ends by itself when they have: an interrupt would cut off a commit of somebody else's. */
  private void interruptAll() {
    sourceThreads().forEach(Thread::interrupt);
  }

  private synchronized List<Thread> all() {
    return List.copyOf(threads);
  }

  private synchronized List<Thread> sourceThreads() {
    return List.copyOf(threads.subList(0, Math.min(runners.size(), threads.size())));
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
