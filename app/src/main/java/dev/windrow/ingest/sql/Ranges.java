package dev.windrow.ingest.sql;

import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ops.Tally;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the ranges of a run side by side, as many at a time as there are connections. */
final class Ranges {

  private static final long ENDED_WITHIN_S = 5;

  private final String source;
  private final SqlExtract extract;
  private final Database database;
  private final Relation relation;
  private final Plan plan;
  private final Intake intake;
  private final Backoff backoff;
  private final Tally retries;

  Ranges(String source, SqlExtract extract, Database database, Relation relation, Plan plan, Intake intake, Backoff backoff, Tally retries) {
    this.source = source;
    this.extract = extract;
    this.database = database;
    this.relation = relation;
    this.plan = plan;
    this.intake = intake;
    this.backoff = backoff;
    this.retries = retries;
  }

  /** Whether all have been read to their ends; which ones have not is told to the intake. */
  boolean read() throws InterruptedException, DeliveryException {
    List<KeyRange> ranges = ranges();
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(extract.connections(), ranges.size()),
        task -> thread(task, "windrow-source-" + source + "-" + number.incrementAndGet()));
    try {
      CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
      ranges.forEach(range -> running.submit(() -> read(range)));
      boolean all = true;
      for (int i = 0; i < ranges.size(); i++) {
        all &= result(running);
      }
      return all;
    } finally {
      threads.shutdownNow();
      if (!threads.isTerminated()) {
        database.close();
        threads.awaitTermination(ENDED_WITHIN_S, TimeUnit.SECONDS);
      }
    }
  }

  private List<KeyRange> ranges() {
    if (relation.key().isEmpty()) {
      return List.of(KeyRange.ALL);
    }
    List<KeyRange> ranges = new ArrayList<>(KeyRange.between(plan.cuts()));
    if (relation.key().get().nullable() && !relation.key().equals(relation.growing())) {
      ranges.add(KeyRange.NULLS);
    }
    return ranges;
  }

  /** Failures in a row count: each row that Kafka has got begins the count anew. */
  private boolean read(KeyRange range) throws InterruptedException, DeliveryException {
    RangeReader reader = new RangeReader(source, database, relation, plan, range, intake);
    int failures = 0;
    while (!reader.delivered().done()) {
      RangePosition before = reader.delivered();
      try {
        reader.read();
      } catch (SQLException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while the database was waited for");
        }
        failures = reader.delivered().equals(before) ? failures + 1 : 1;
        if (failures >= extract.attempts() || SqlText.isLasting(e)) {
          intake.failed(range.name(), SqlText.of(e, extract));
          return false;
        }
        retries.add(1);
        backoff.await(failures);
      }
    }
    intake.done(range.name());
    return true;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static boolean result(CompletionService<Boolean> running) throws InterruptedException, DeliveryException {
    try {
      return running.take().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeliveryException delivery) {
        throw delivery;
      } else if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("a range was interrupted");
      }
      throw new IllegalStateException("expected a range to be read or to fail, found " + e.getCause(), e.getCause());
    }
  }
}
