package dev.windrow.ingest;

import dev.windrow.ingest.Encoder.Encoded;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes what is read of one source to Kafka: records, dead letters, and where reading goes on, in transactions of about a second. Reading threads deliver side
 * by side; a commit waits for those that deliver, and they for it. After a failure nothing is taken any more; what was committed stays.
 */
final class Delivery implements Intake, AutoCloseable {

  /** Part of whose position is who reads the source. */
  static final String OWNER = "";

  static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

  /** What readers of committed records have to keep back until its end. */
  static final long COMMIT_BYTES = 64 << 20;

  private static final int COMMIT_ATTEMPTS = 3;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final String source;
  private final String positionsTopic;
  private final Producer<byte[], byte[]> producer;
  private final Encoder encoder;
  private final SourceProgress progress;
  private final Clock clock;

  /** Read to deliver, written to commit. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Map<String, String> committed = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  // Guarded by the monitor of this.
  private final Map<String, String> pending = new ConcurrentHashMap<>();
  private boolean begun;

  /** The positions are sent, and the commit is asked for: until it is through, nothing but asking again is allowed. */
  private boolean committing;
  private long begunMs;
  private long bytes;
  private long records;
  private long rejected;

  /**
   * Takes over the producer, whose transactions are initialised already.
   *
   * @param positions those that are committed, by part
   */
  Delivery(
      String source, String positionsTopic, Producer<byte[], byte[]> producer, Map<String, String> positions, Encoder encoder, SourceProgress progress, Clock clock) {
    this.source = source;
    this.positionsTopic = positionsTopic;
    this.producer = producer;
    this.encoder = encoder;
    this.progress = progress;
    this.clock = clock;
    this.committed.putAll(positions);
  }

  @Override
  public Optional<String> position(String part) {
    return Optional.ofNullable(committed.get(part));
  }

  @Override
  public void deliver(Chunk chunk) throws InterruptedException, DeliveryException {
    Encoded encoded = encoder.encode(chunk);
    lock.readLock().lockInterruptibly();
    try {
      requireHealthy();
      begin();
      for (ProducerRecord<byte[], byte[]> record : encoded.records()) {
        producer.send(record, (sent, failed) -> note(failed));
      }
      take(chunk, encoded);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw failed(e);
    } finally {
      lock.readLock().unlock();
    }
    commitIfDue();
  }

  @Override
  public void done(String part) {
    progress.done();
  }

  @Override
  public void failed(String part, String error) {
    progress.failed(part, error);
  }

  /** Writes down who reads the source from now on. */
  void claim(String owner) throws InterruptedException, DeliveryException {
    lock.writeLock().lockInterruptibly();
    try {
      begin();
      pending.put(OWNER, owner);
    } finally {
      lock.writeLock().unlock();
    }
    commit();
  }

  /** Commits when the transaction has been open for a while, or is large. */
  void commitIfDue() throws InterruptedException, DeliveryException {
    if (isDue()) {
      commit();
    }
  }

  /** What has been delivered is there for good when this returns. */
  void commit() throws InterruptedException, DeliveryException {
    lock.writeLock().lockInterruptibly();
    try {
      requireHealthy();
      if (isBegun()) {
        sendPositions();
        commitTransaction();
        settle();
      }
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw failed(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What is not committed is never seen by anyone. */
  @Override
  public void close() {
    try {
      producer.close(CLOSE_WITHIN);
    } catch (KafkaException e) {
      note(e);
    }
  }

  private synchronized void begin() {
    if (!begun) {
      producer.beginTransaction();
      begun = true;
      begunMs = clock.millis();
    }
  }

  /** Not again, after an interrupt has cut off the commit that followed. */
  private synchronized void sendPositions() {
    if (!committing) {
      pending.forEach((part, position) -> producer.send(new PositionRecord(source, part, position).record(positionsTopic), (sent, failed) -> note(failed)));
      committing = true;
    }
  }

  private synchronized boolean isBegun() {
    return begun;
  }

  private synchronized void take(Chunk chunk, Encoded encoded) {
    pending.put(chunk.part(), chunk.position());
    bytes += encoded.records().stream().mapToLong(record -> record.value().length).sum();
    records += encoded.records().size() - encoded.rejected();
    rejected += encoded.rejected();
  }

  private synchronized boolean isDue() {
    return begun && (bytes >= COMMIT_BYTES || clock.millis() - begunMs >= COMMIT_EVERY.toMillis());
  }

  /** Without an answer nobody knows whether it is committed: asking again is how one learns. */
  private void commitTransaction() {
    for (int attempt = 1; ; attempt++) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        if (attempt == COMMIT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private synchronized void settle() {
    committed.putAll(pending);
    progress.committed(records, rejected);
    pending.clear();
    begun = false;
    committing = false;
    bytes = 0;
    records = 0;
    rejected = 0;
  }

  private void note(Exception failed) {
    if (failed != null) {
      failure.compareAndSet(null, failed);
    }
  }

  private void requireHealthy() throws DeliveryException {
    if (failure.get() != null) {
      throw Failures.delivery(source, failure.get());
    }
  }

  /** The first failure says why; those after it only that there was one. */
  private DeliveryException failed(KafkaException e) {
    note(e);
    return Failures.delivery(source, failure.get());
  }

  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted while Kafka was waited for");
    interrupted.initCause(e);
    return interrupted;
  }
}
