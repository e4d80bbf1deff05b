package dev.windrow.benchmark.peer;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The end of a peer: SIGTERM, after which it closes what it has opened and ends with exit code 0, or a failure of one of its threads. */
public final class Termination {

  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private Termination() {}

  /** From now on SIGTERM does not end the process any more: {@link #await} returns instead. */
  public static Termination install() {
    Termination termination = new Termination();
    termination.handleSigterm();
    return termination;
  }

  /** Makes {@link #await} throw. */
  public void fail(Throwable cause) {
    end.completeExceptionally(cause);
  }

  /** @throws ExecutionException with what has failed */
  public void await() throws InterruptedException, ExecutionException {
    end.get();
  }

  /** By reflection, because javac warns of every mention of {@code sun.misc.Signal}, and that cannot be suppressed. */
  private void handleSigterm() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object complete = Proxy.newProxyInstance(Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
        end.complete(null);
        return null;
      });
      signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance("TERM"), complete);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIGTERM cannot be handled on this system", e);
    }
  }
}
