package dev.windrow.ingest.http;

import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract;
import dev.windrow.event.Limits;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.WebException;
import dev.windrow.value.Printable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads addresses side by side, each from where its last run stopped, or from its first page when that run had ended. */
public final class HttpSource implements Reader {

  private static final Logger log = LoggerFactory.getLogger(HttpSource.class);

  /** Pages that are fetched and wait for one before them, for each that is under way. */
  private static final int AHEAD = 2;

  private final String name;
  private final HttpExtract extract;
  private final Caller caller;
  private final PageReader reader;
  private final List<Part> parts;
  private final int threads;

  /**
   * @param name of the source
   * @param caller asks as the extract says, and waits for servers that are down
   * @param inFlight most requests in flight, and with it most addresses that are read at a time
   */
  public HttpSource(String name, HttpExtract extract, Limits limits, Caller caller, int inFlight) {
    this.name = name;
    this.extract = extract;
    this.caller = caller;
    this.reader = new PageReader(extract, limits);
    this.parts = Part.of(extract.urls());
    this.threads = Math.min(parts.size(), inFlight);
  }

  @Override
  public void read(Intake intake) throws InterruptedException, DeliveryException {
    Set<String> open = ConcurrentHashMap.newKeySet();
    parts.forEach(part -> open.add(part.name()));
    boolean inTime;
    try (Crew crew = new Crew(name, threads, extract.requests().concurrency())) {
      inTime = readAll(crew, intake, open);
    }
    if (!inTime) {
      open.forEach(part -> fail(intake, part, "the run-timeout of " + extract.runTimeout().orElseThrow().toMillis() + " ms is over; the next run goes on from here"));
    }
  }

  /** Whether all have ended before the time was over. */
  private boolean readAll(Crew crew, Intake intake, Set<String> open) throws InterruptedException, DeliveryException {
    CompletionService<Void> reading = new ExecutorCompletionService<>(crew.readers());
    parts.forEach(part -> reading.submit(() -> {
      read(part, crew, intake, open);
      return null;
    }));
    long deadline = System.nanoTime() + extract.runTimeout().map(timeout -> TimeUnit.MILLISECONDS.toNanos(timeout.toMillis())).orElse(Long.MAX_VALUE / 2);
    for (int i = 0; i < parts.size(); i++) {
      Future<Void> ended = reading.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (ended == null) {
        return false;
      }
      requireWell(ended);
    }
    return true;
  }

  private void read(Part part, Crew crew, Intake intake, Set<String> open) throws InterruptedException, DeliveryException {
    try {
      scheme(part, crew).read(Position.read(intake.position(part.name())), new Chunks(intake, part.name()));
      intake.done(part.name());
    } catch (WebException | PartFailure e) {
      fail(intake, part.name(), e.getMessage());
    }
    open.remove(part.name());
  }

  private Scheme scheme(Part part, Crew crew) {
    By by = extract.pages().by();
    return by == By.PAGE || by == By.OFFSET
        ? new Numbered(part.url(), extract.pages(), caller, reader, crew, AHEAD * extract.requests().concurrency())
        : new Chained(part.url(), extract.pages(), caller, reader);
  }

  private void fail(Intake intake, String part, String reason) {
    log.warn("source {}: {} could not be read to its end: {}", name, Printable.text(part), Printable.text(reason));
    intake.failed(part, reason);
  }

  /** What is the matter with Kafka, or with Windrow itself, ends all of them. */
  private static void requireWell(Future<Void> ended) throws InterruptedException, DeliveryException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeliveryException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new IllegalStateException("expected to read or to know why not", e.getCause());
    }
  }
}
