package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Missing;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for many addresses side by side, so many at a time: each once, whoever wants it meanwhile, and not at all what is kept of an earlier answer. What nobody
 * waits for any more is ended. What waits to be asked is bounded by the chunks that wait for it. Threads come with the first question. Thread-safe.
 */
final class Lookups implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;
  private static final long CLOSE_WITHIN_SECONDS = 2;

  private final Lookup lookup;
  private final Choice choice;
  private final Answers answers;
  private final EnrichMeters meters;
  private final ExecutorService workers;

  // Guarded by this.
  private final Map<String, Flight> flights = new HashMap<>();
  private boolean closed;

  /**
   * Begins without threads.
   *
   * @param workers as {@link #workers} makes them; closed with this
   */
  Lookups(Lookup lookup, Choice choice, Answers answers, EnrichMeters meters, ExecutorService workers) {
    this.lookup = lookup;
    this.choice = choice;
    this.answers = answers;
    this.meters = meters;
    this.workers = workers;
  }

  /** Daemon threads, {@code count} of them at most; they end when there is nothing to do. */
  static ExecutorService workers(String source, int count) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory = task -> {
      Thread thread = new Thread(task, "windrow-lookup-" + source + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
    ThreadPoolExecutor workers = new ThreadPoolExecutor(count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  /** The answer for each of the addresses, which are different ones. Waits for all of them. */
  Map<String, Answer> all(Collection<String> urls) throws InterruptedException {
    Map<String, Answer> all = new LinkedHashMap<>();
    List<Flight> joined = new ArrayList<>();
    try {
      for (String url : urls) {
        Optional<Answer> kept = keptOrJoined(url, joined);
        kept.ifPresent(answer -> all.put(url, answer));
      }
      meters.cache(all.size(), joined.size());
      for (Flight flight : joined) {
        all.put(flight.url, flight.await());
      }
      return all;
    } finally {
      leave(joined);
    }
  }

  /** Ends what is under way; whoever waits for it is interrupted. */
  @Override
  public void close() {
    List<Flight> ended;
    synchronized (this) {
      closed = true;
      ended = List.copyOf(flights.values());
      flights.clear();
    }
    ended.forEach(flight -> flight.task.cancel(true));
    workers.shutdownNow();
    awaitWorkers();
  }

  /** An answer that comes is kept before its flight is over, so that one of both is always there. */
  private synchronized Optional<Answer> keptOrJoined(String url, List<Flight> joined) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("lookups have been closed");
    }
    Flight flight = flights.get(url);
    Optional<Answer> kept = flight == null ? answers.find(url) : Optional.empty();
    if (kept.isEmpty()) {
      Flight other = flight == null ? begin(url) : flight;
      other.waiting++;
      joined.add(other);
    }
    return kept;
  }

  private Flight begin(String url) {
    Flight flight = new Flight(url, this::fly);
    flights.put(url, flight);
    workers.execute(flight.task);
    meters.inFlight(flights.size());
    return flight;
  }

  private synchronized void leave(List<Flight> joined) {
    for (Flight flight : joined) {
      flight.waiting--;
      if (flight.waiting == 0 && !flight.task.isDone()) {
        land(flight);
        flight.task.cancel(true);
      }
    }
  }

  private Answer fly(Flight flight) throws InterruptedException {
    try {
      return ask(flight.url);
    } finally {
      land(flight);
    }
  }

  private synchronized void land(Flight flight) {
    flights.remove(flight.url, flight);
    meters.inFlight(flights.size());
  }

  private Answer ask(String url) throws InterruptedException {
    Answer answer = answer(url);
    answers.keep(url, answer);
    meters.looked(answer);
    meters.kept(answers);
    return answer;
  }

  private Answer answer(String url) throws InterruptedException {
    try {
      Optional<JsonNode> found = lookup.find(URI.create(url));
      return found.map(choice::of).orElseGet(Missing::new);
    } catch (LookupException e) {
      return new Failed(String.valueOf(e.getMessage()));
    }
  }

  private void awaitWorkers() {
    try {
      workers.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
