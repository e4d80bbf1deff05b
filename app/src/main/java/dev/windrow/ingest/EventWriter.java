package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Reject;
import dev.windrow.ingest.PostResult.Settled;
import dev.windrow.ingest.PostResult.Status;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.SideHeaders;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes posted events to Kafka, in threads of its own: whoever calls it never waits. What it holds is bounded; each posting is settled within about 20 s,
 * usually in milliseconds. Thread-safe.
 */
public final class EventWriter implements AutoCloseable {

  /** What Kafka has not acknowledged by then has an unknown outcome. */
  static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(8);

  private static final long LEAST_IN_FLIGHT = 32 << 20;
  private static final int BODIES_IN_FLIGHT = 4;

  /** What a posting costs besides its bytes. */
  private static final int OVERHEAD_BYTES = 4 << 10;

  private static final int THREADS = 2;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final LateProducer producer;
  private final EventCheck check;
  private final long mostBytes;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, EventWriter::thread);
  private final Meters.Scope scope;
  private final Level inFlightLevel;
  private final Tally refused;
  private final Map<Status, Tally> outcomes = new EnumMap<>(Status.class);

  // Guarded by this.
  private long inFlight;
  private boolean closed;

  /** @param mostBytes of postings that are not settled yet */
  EventWriter(Config config, LateProducer producer, long mostBytes, Meters meters, Clock clock) {
    this.producer = producer;
    this.check = new EventCheck(config, clock);
    this.mostBytes = mostBytes;
    this.scope = meters.scope();
    this.inFlightLevel = scope.level(MeterName.POST_IN_FLIGHT);
    this.inFlightLevel.set(0);
    this.refused = meters.tally(MeterName.POST_REFUSED);
    for (Status status : Status.values()) {
      outcomes.put(status, meters.tally(MeterName.POST_RECORDS, status.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Connects to Kafka with the first events. */
  public static EventWriter open(Config config, Meters meters, Clock clock) {
    long mostBytes = Math.max(LEAST_IN_FLIGHT, (long) BODIES_IN_FLIGHT * (config.http().limits().bodyBytes() + OVERHEAD_BYTES));
    Map<String, Object> settings = ClientSettings.promptProducer(config, ACKNOWLEDGED_WITHIN, 2 * mostBytes);
    LateProducer producer = new LateProducer(() -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    return new EventWriter(config, producer, mostBytes, meters, clock);
  }

  /** What becomes of it; empty, and nothing is done, when too much is in flight. Completes on any thread. */
  public Optional<CompletableFuture<PostResult>> write(Posting posting) {
    long bytes = posting.body().length + OVERHEAD_BYTES;
    if (!reserve(bytes)) {
      refused.add(1);
      return Optional.empty();
    }
    long begun = System.nanoTime();
    CompletableFuture<PostResult> result = new CompletableFuture<>();
    CompletableFuture<PostResult> settled = result.whenComplete((found, failed) -> {
      reserve(-bytes);
      count(found);
    });
    try {
      threads.execute(() -> send(posting, begun, result));
    } catch (RejectedExecutionException closing) {
      result.completeExceptionally(closing);
    }
    return Optional.of(settled);
  }

  /** Takes no more, and waits a moment for what is under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_WITHIN);
    scope.close();
  }

  /** False when there is no room for that much more. */
  private synchronized boolean reserve(long bytes) {
    if (bytes > 0 && (closed || inFlight + bytes > mostBytes)) {
      return false;
    }
    inFlight += bytes;
    inFlightLevel.set(inFlight);
    return true;
  }

  private void count(PostResult found) {
    if (found instanceof Settled settled) {
      outcomes.forEach((status, tally) -> tally.add(settled.count(status)));
    }
  }

  private void send(Posting posting, long begun, CompletableFuture<PostResult> result) {
    try {
      PostedEvents posted = PostedEvents.of(posting);
      if (!posted.problem().isEmpty()) {
        result.complete(new PostResult.Malformed(posted.problem()));
      } else if (posted.events().size() > PostedEvents.MOST) {
        result.complete(new PostResult.TooMany(PostedEvents.MOST));
      } else {
        send(posting, posted.events(), begun, new Sending(posted.events().size(), result));
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** After the first that had to wait in vain the rest does not try: each of them would wait as long. */
  private void send(Posting posting, List<byte[]> events, long begun, Sending sending) {
    AtomicBoolean inVain = new AtomicBoolean(System.nanoTime() - begun > ACKNOWLEDGED_WITHIN.toNanos());
    for (int i = 0; i < events.size(); i++) {
      int index = i;
      Optional<Reject> reject = check.reject(events.get(i));
      if (reject.isPresent()) {
        sending.rejected(i, reject.get().reason().code(), reject.get().detail());
      } else if (inVain.get()) {
        sending.answered(i, new TimeoutException("Kafka does not answer, so it was not sent"));
      } else {
        send(record(posting, events.get(i), i), failure -> {
          if (failure instanceof TimeoutException) {
            inVain.set(true);
          }
          sending.answered(index, failure);
        });
      }
    }
  }

  private interface Answer {
    /** @param failure null for none */
    void came(Exception failure);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Answer answer) {
    try {
      producer.get().send(record, (sent, failure) -> answer.came(failure));
    } catch (KafkaException | IllegalStateException refusal) {
      answer.came(refusal);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Posting posting, byte[] event, int index) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(posting.topic(), key(posting, event).orElse(null), event);
    posting.id().ifPresent(id -> record.headers().add(SideHeaders.ID, (id + "-" + index).getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static Optional<byte[]> key(Posting posting, byte[] event) {
    return posting.key().flatMap(field -> Stages.parsed(event) instanceof Passed passed ? new KeyField(FieldPath.parse(field)).of(passed.json()) : Optional.empty());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "windrow-post");
    thread.setDaemon(true);
    return thread;
  }
}
