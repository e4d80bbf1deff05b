package dev.windrow.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C, SIGTERM and a closed terminal do while a command runs: the command is told, ends in its own way, and returns the
 * exit code that fits. A second signal ends the process at once, and so does the first when the command has not ended
 * {@link #LIMIT} later. One per process. Thread-safe.
 *
 * <pre>{@code
 * StopSignals stop = StopSignals.install();
 * try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
 *   return stop.await(broker.failure());
 * }
 * }</pre>
 */
final class StopSignals {

  /** How long a command may take to end. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long it may take to put right what would outlive the process. */
  private static final Duration BEFORE_HALT = Duration.ofSeconds(1);

  private static final int HANGUP = 129;

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final AtomicBoolean received = new AtomicBoolean();
  private volatile Runnable beforeHalt = () -> { };

  private StopSignals() {
  }

  static StopSignals install() {
    StopSignals signals = new StopSignals();
    new OsSignal("INT").handle(() -> signals.stop(ExitCode.INTERRUPTED));
    new OsSignal("TERM").handle(() -> signals.stop(ExitCode.DONE));
    new OsSignal("HUP").handle(() -> signals.stop(HANGUP));
    return signals;
  }

  /** Whether a signal has come. */
  boolean received() {
    return received.get();
  }

  /** Waits for a signal. Returns the exit code for it. */
  int await() throws Exception {
    return await(new CompletableFuture<>());
  }

  /** Waits for a signal, whose exit code it returns, or for a failure, which it throws. */
  int await(CompletionStage<? extends Exception> failure) throws Exception {
    CompletableFuture<Object> first = CompletableFuture.anyOf(exitCode, failure.toCompletableFuture()).toCompletableFuture();
    try {
      Object end = first.get();
      if (end instanceof Exception e) {
        throw e;
      }
      return (Integer) end;
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected a signal or a failure", e.getCause());
    }
  }

  /** Runs {@code action} on the first signal, in a thread of its own; at once when one has come already. */
  void onStop(Runnable action) {
    exitCode.thenAcceptAsync(code -> action.run(), task -> daemon("windrow-stop", task).start());
  }

  /** Runs {@code action}, for a moment at most, before the process is ended at once: what it has changed outside of it would stay. */
  void beforeHalt(Runnable action) {
    beforeHalt = action;
  }

  private void stop(int code) {
    if (!received.compareAndSet(false, true)) {
      halt(code == ExitCode.DONE ? ExitCode.FAILURE : code);
    }
    daemon("windrow-stop-limit", () -> haltAfterLimit()).start();
    exitCode.complete(code);
  }

  private void halt(int code) {
    try {
      Thread last = daemon("windrow-before-halt", beforeHalt);
      last.start();
      last.join(BEFORE_HALT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private void haltAfterLimit() {
    try {
      Thread.sleep(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    System.err.println("windrow: not stopped after " + LIMIT.toSeconds() + " s; ending now");
    halt(ExitCode.FAILURE);
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
