package dev.windrow.sink.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.ops.Meters;
import dev.windrow.sink.postgresql.Loading.Terms;
import dev.windrow.sink.postgresql.PartitionLoad.Loaders;
import dev.windrow.sink.postgresql.SinkReport.State;
import dev.windrow.value.Printable;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one sink: a thread that reads, and as many that write as it may have connections. {@link #start} may be called once. Thread-safe. */
final class SinkLoader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SinkLoader.class);

  private static final long PAUSE_AFTER_KAFKA_MS = 5_000;

  /** Somebody has to change something. */
  private static final long PAUSE_AFTER_REFUSAL_MS = 30_000;
  private static final long STOP_WITHIN_MS = 6_000;

  private final Sink sink;
  private final Terms terms;
  private final HikariDataSource pool;
  private final Target target;
  private final TopicTables tables;
  private final Outage outage;
  private final SinkProgress progress;
  private final Patience patience;
  private final TopicRead.Needs needs;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /** @param owner names this process, for others that load the same sink */
  SinkLoader(Config config, Sink sink, Terms terms, String owner, Meters meters, Clock clock) {
    this.sink = sink;
    this.terms = terms;
    this.tables = new TopicTables(config, sink);
    this.outage = new Outage(sink.name(), clock);
    this.progress = new SinkProgress(sink.name(), tables.all(), outage, meters, clock);
    this.patience = new Patience(outage, progress::retried);
    String id = config.applicationId() + "-" + sink.name();
    this.pool = Pool.open(sink.postgresql(), id, sink.postgresql().connections(), Pool.Limits.LOADING);
    this.target = new Target(pool, tables.all(), new Offsets(sink.schema(), id));
    DeadLetters deadLetters = new DeadLetters(sink.deadLetters(), sink.name(),
        new KafkaProducer<>(ClientSettings.producer(config), new ByteArraySerializer(), new ByteArraySerializer()));
    Loaders loaders = new Loaders(target, tables, deadLetters, patience, progress, owner);
    this.needs = new TopicRead.Needs(sink, tables, ClientSettings.member(config, id), terms, loaders, clock);
    this.thread = new Thread(this::run, "windrow-sink-" + sink.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  SinkReport report() {
    return progress.report();
  }

  void await() throws InterruptedException {
    thread.join();
  }

  /** What is being written is finished, if that does not take long; what only has been read is read again by the next one. */
  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_WITHIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    ExecutorService workers = workers();
    try {
      load(workers);
    } catch (InterruptedException e) {
      progress.is(State.STOPPED, "");
    } catch (RuntimeException e) {
      log.error("sink {}: ended by an error of Windrow itself", sink.name(), e);
      progress.is(State.FAILED, String.valueOf(e.getMessage()));
    } finally {
      workers.shutdownNow();
      needs.loaders().deadLetters().close();
      pool.close();
      progress.close();
    }
  }

  /** Until all is loaded that there was to load, which for a service is never. */
  private void load(ExecutorService workers) throws InterruptedException {
    while (over.getCount() > 0) {
      try {
        prepare();
        progress.is(State.RUNNING, "");
        try (TopicRead read = new TopicRead(needs, workers)) {
          read.run(over);
        }
        progress.is(over.getCount() > 0 ? State.DONE : State.STOPPED, "");
        return;
      } catch (SinkUnusableException e) {
        refused(e);
        if (!terms.isLasting()) {
          return;
        }
        over.await(PAUSE_AFTER_REFUSAL_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptException | WakeupException e) {
        Thread.interrupted();
        throw new InterruptedException("told to end");
      } catch (KafkaException e) {
        log.warn("sink {}: Kafka cannot be read ({}); again in {} s", sink.name(), Printable.text(String.valueOf(e.getMessage())), PAUSE_AFTER_KAFKA_MS / 1_000);
        progress.is(State.WAITING, "Kafka cannot be read: " + e.getMessage());
        over.await(PAUSE_AFTER_KAFKA_MS, TimeUnit.MILLISECONDS);
      }
    }
    progress.is(State.STOPPED, "");
  }

  private void refused(SinkUnusableException e) {
    if (terms.isLasting()) {
      log.error("{}; looking again in {} s", e.getMessage(), PAUSE_AFTER_REFUSAL_MS / 1_000);
    }
    progress.is(State.FAILED, e.getMessage());
  }

  /** Waits for the database as long as it takes. */
  private void prepare() throws InterruptedException, SinkUnusableException {
    Optional<List<String>> problems = patience.insist(this, over, this::problems);
    if (problems.isPresent() && !problems.get().isEmpty()) {
      throw new SinkUnusableException("sink " + sink.name() + ": " + sink.postgresql().url() + " cannot be used as it is:" + TableChecks.text(problems.get()), null);
    }
  }

  private List<String> problems() throws SQLException {
    try {
      return target.prepare();
    } catch (SQLException e) {
      if (SqlFailure.of(e) == SqlFailure.SETUP) {
        return List.of(Printable.text(SqlFailure.text(e)) + advice(SqlFailure.state(e)));
      }
      throw e;
    }
  }

  private String advice(String state) {
    return Map.of(
        "28P01", ": is sinks[].postgresql.password right?",
        "28000", ": may the user connect from here?",
        "3D000", ": create it, or name another one in sinks[].postgresql.url",
        "3F000", ": create the schema " + sink.schema() + ", or name another one in sinks[].schema",
        "42501", ": the user needs CREATE in the schema " + sink.schema() + ", or tables that are there; and SELECT, INSERT and UPDATE on them")
        .getOrDefault(state, "");
  }

  private ExecutorService workers() {
    int most = sink.postgresql().connections();
    ThreadPoolExecutor workers = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
      Thread worker = new Thread(task, "windrow-sink-" + sink.name() + "-writer");
      worker.setDaemon(true);
      return worker;
    });
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
