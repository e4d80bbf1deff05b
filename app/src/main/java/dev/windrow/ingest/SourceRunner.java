package dev.windrow.ingest;

import dev.windrow.config.Source;
import dev.windrow.ingest.SourceReport.State;
import dev.windrow.value.Printable;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source, run after run, until it is interrupted or there is no further run. What Kafka does not take is read again after a pause; what cannot be read
 * is said, and tried again in the next run. Confined to its thread, but for {@link #report}, {@link #commitIfDue} and {@link #close}.
 */
final class SourceRunner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SourceRunner.class);

  private static final GrowingPause PAUSE = new GrowingPause(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final Source source;
  private final Reader reader;
  private final Deliveries deliveries;
  private final SourceProgress progress;
  private final int mostRestarts;

  /** Written by the runner's thread. */
  private volatile Optional<Delivery> delivery = Optional.empty();

  /** @param mostRestarts how often in a row it begins again after Kafka has not taken what was read */
  SourceRunner(Source source, Reader reader, Deliveries deliveries, SourceProgress progress, int mostRestarts) {
    this.source = source;
    this.reader = reader;
    this.deliveries = deliveries;
    this.progress = progress;
    this.mostRestarts = mostRestarts;
  }

  String name() {
    return source.name();
  }

  SourceReport report() {
    return progress.report();
  }

  /** Reads until there is no further run; an interrupt ends it soon, with what has arrived delivered. */
  void run() {
    try {
      do {
        progress.running();
        read();
      } while (isFurtherRun());
    } catch (InterruptedException e) {
      deliverWhatHasArrived();
      progress.ended(State.STOPPED, "");
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("source {}: ended by an error of Windrow itself", source.name(), e);
      progress.ended(State.FAILED, Failures.text(e));
    } finally {
      discard();
    }
  }

  /** From any thread: a reader may wait for long without delivering. */
  void commitIfDue() throws InterruptedException {
    Optional<Delivery> open = delivery;
    if (open.isPresent()) {
      try {
        open.get().commitIfDue();
      } catch (DeliveryException e) {
        log.debug("source {}: the reader's thread will see it, too", source.name(), e);
      }
    }
  }

  /** Its thread has ended, or will: what it did is no longer shown among the meters. */
  @Override
  public void close() {
    progress.close();
  }

  private boolean isFurtherRun() throws InterruptedException {
    if (source.every().isEmpty()) {
      return false;
    }
    Thread.sleep(source.every().get().toMillis());
    return true;
  }

  private void read() throws InterruptedException {
    for (int failures = 0; ; failures++) {
      long before = progress.report().records();
      try {
        reader.read(open());
        delivery.orElseThrow().commit();
        end();
        return;
      } catch (SourceException e) {
        deliverWhatHasArrived();
        fail(e);
        return;
      } catch (DeliveryException e) {
        discard();
        failures = progress.report().records() > before ? 0 : failures;
        if (!isWorthARestart(e, failures)) {
          return;
        }
        pause(failures, e);
      }
    }
  }

  private void end() {
    SourceReport report = progress.report();
    progress.ended(report.partsFailed() == 0 ? State.DONE : State.FAILED, "");
  }

  private void fail(Exception e) {
    log.warn("{}", Printable.text(e.getMessage()));
    progress.ended(State.FAILED, e.getMessage());
  }

  private boolean isWorthARestart(DeliveryException e, int failures) throws InterruptedException {
    if (!e.isPassing() || failures >= mostRestarts) {
      fail(e);
      return false;
    }
    try {
      Optional<String> other = deliveries.otherOwner();
      other.ifPresent(owner -> fail(new SourceException("source " + source.name() + ": another process (" + owner + ") has begun to read it; one at a time can")));
      return other.isEmpty();
    } catch (DeliveryException noAnswer) {
      return true;
    }
  }

  private void pause(int failures, DeliveryException e) throws InterruptedException {
    Duration next = PAUSE.after(failures);
    log.warn("{}; again in {} s", e.getMessage(), next.toSeconds());
    Thread.sleep(next.toMillis());
    progress.running();
  }

  private Delivery open() throws InterruptedException, DeliveryException {
    if (delivery.isEmpty()) {
      delivery = Optional.of(deliveries.open());
    }
    return delivery.get();
  }

  /** Even when it was told to end: it is in memory, and read. */
  private void deliverWhatHasArrived() {
    boolean interrupted = Thread.interrupted();
    try {
      if (delivery.isPresent()) {
        delivery.get().commit();
      }
    } catch (DeliveryException e) {
      log.warn("{}", e.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void discard() {
    delivery.ifPresent(Delivery::close);
    delivery = Optional.empty();
  }
}
