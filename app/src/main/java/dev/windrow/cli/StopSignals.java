package dev.windrow.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

  private static final int HANGUP = 129;

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final AtomicBoolean received = new AtomicBoolean();

  private StopSignals() {
  }

  static StopSignals install() {
    StopSignals signals = new StopSignals();
    signals.handle("INT", ExitCode.INTERRUPTED);
    signals.handle("TERM", ExitCode.DONE);
    signals.handle("HUP", HANGUP);
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

  private void stop(int code) {
    if (!received.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(code == ExitCode.DONE ? ExitCode.FAILURE : code);
    }
    daemon("windrow-stop-limit", () -> haltAfterLimit()).start();
    exitCode.complete(code);
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    System.err.println("windrow: not stopped after " + LIMIT.toSeconds() + " s; ending now");
    Runtime.getRuntime().halt(ExitCode.FAILURE);
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * {@code sun.misc.Signal.handle}, by reflection: the compiler warns about any use of it in a way that cannot be suppressed. There is no other
   * way to tell Ctrl-C from SIGTERM. A system without the signal, or without the class, keeps its usual behaviour.
   */
  private void handle(String signal, int code) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onCall = (proxy, method, arguments) -> answer(proxy, method, arguments, code);
      Object handler = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, onCall);
      type.getMethod("handle", type, handlerType).invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException e) {
      System.Logger log = System.getLogger(StopSignals.class.getName());
      log.log(System.Logger.Level.DEBUG, "No handler for SIG" + signal, e);
    }
  }

  private Object answer(Object proxy, Method method, Object[] arguments, int code) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "exit " + code;
      default -> {
        stop(code);
        yield null;
      }
    };
  }
}
