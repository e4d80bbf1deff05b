package dev.windrow.service;

import dev.windrow.topology.DamagedStateException;
import dev.windrow.topology.ForeignPartialException;
import dev.windrow.topology.OffsetsWentBackException;
import dev.windrow.topology.UnknownAggregationException;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.RootCause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens when a stream thread dies: it is replaced, with a budget; past it, or for what a new thread would
 * only meet again, the service stops with the reason. Thread-safe.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private static final int BUDGET = 10;
  private static final Duration PER = Duration.ofMinutes(10);

  /** What a new thread would meet again. */
  private static final List<Class<? extends Throwable>> LASTING = List.of(
      OffsetsWentBackException.class,
      ForeignPartialException.class,
      DamagedStateException.class,
      UnknownAggregationException.class,
      MalformedBytesException.class,
      MissingSourceTopicException.class,
      AuthenticationException.class,
      AuthorizationException.class,
      OutOfMemoryError.class,
      InternalError.class);

  private final Clock clock;
  private final Deque<Long> failuresMs = new ArrayDeque<>();
  private Throwable reason;

  ThreadFailures(Clock clock) {
    this.clock = clock;
  }

  /** What is said here need not be said by the dying thread again. */
  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    StreamThreadExceptionResponse response = decide(failure);
    Thread.currentThread().setUncaughtExceptionHandler((thread, told) -> log.debug("{} has ended", thread.getName()));
    return response;
  }

  private synchronized StreamThreadExceptionResponse decide(Throwable failure) {
    Optional<Throwable> lasting = lasting(failure);
    if (lasting.isPresent()) {
      return stop(lasting.get());
    }
    long now = clock.millis();
    failuresMs.addLast(now);
    while (failuresMs.peekFirst() < now - PER.toMillis()) {
      failuresMs.removeFirst();
    }
    if (failuresMs.size() > BUDGET) {
      return stop(failure);
    }
    log.warn("a stream thread failed and is replaced ({} of {} in {} minutes): {}", failuresMs.size(), BUDGET, PER.toMinutes(), describe(failure));
    log.debug("the failure of the stream thread", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Why the service had to stop; empty when it did not have to. */
  synchronized Optional<Throwable> reason() {
    return Optional.ofNullable(reason);
  }

  private StreamThreadExceptionResponse stop(Throwable failure) {
    if (reason == null) {
      reason = failure;
      log.debug("the failure that stops the service", failure);
    }
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static Optional<Throwable> lasting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable found = cause;
      if (LASTING.stream().anyMatch(type -> type.isInstance(found))) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String describe(Throwable failure) {
    Throwable root = RootCause.of(failure);
    return root == failure ? String.valueOf(failure) : failure.getMessage() + ": " + root;
  }
}
