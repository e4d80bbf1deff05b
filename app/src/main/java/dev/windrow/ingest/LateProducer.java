package dev.windrow.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** A producer that is made when somebody needs it: one that nobody uses is a thread and a connection to Kafka for nothing. Thread-safe. */
final class LateProducer {

  private final Supplier<Producer<byte[], byte[]>> made;

  // Guarded by this.
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private boolean closed;

  LateProducer(Supplier<Producer<byte[], byte[]>> made) {
    this.made = made;
  }

  /** IllegalStateException once it is closed. */
  synchronized Producer<byte[], byte[]> get() {
    if (closed) {
      throw new IllegalStateException("expected a producer that is open, found one that is closed");
    }
    if (producer.isEmpty()) {
      producer = Optional.of(made.get());
    }
    return producer.get();
  }

  /** Waits so long for what is under way. */
  void close(Duration within) {
    Optional<Producer<byte[], byte[]>> open;
    synchronized (this) {
      closed = true;
      open = producer;
    }
    open.ifPresent(used -> used.close(within));
  }
}
