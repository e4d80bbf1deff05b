package dev.windrow.demo;

import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/**
 * What Kafka does with faults inside the broker. Kafka's own way with a fatal one is to halt the process; here it is reported,
 * and whoever runs the broker decides. Thread-safe.
 */
final class Faults implements FaultHandlerFactory {

  private final CompletableFuture<BrokerException> fatal = new CompletableFuture<>();

  /** Completes with the first fatal fault. */
  CompletableFuture<BrokerException> fatal() {
    return fatal;
  }

  @Override
  public FaultHandler build(String name, boolean isFatal, Runnable action) {
    return isFatal ? fatalHandler(name, action) : new LoggingFaultHandler(name, action);
  }

  private FaultHandler fatalHandler(String name, Runnable action) {
    return (message, cause) -> {
      action.run();
      BrokerException fault = new BrokerException("the embedded broker failed in " + name + ": " + message
          + (cause == null ? "" : " (" + cause + ")"), cause);
      fatal.complete(fault);
      return fault;
    };
  }
}
