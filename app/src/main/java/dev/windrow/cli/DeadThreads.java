package dev.windrow.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;

/**
 * Listens to what Kafka's clients log when one of their own threads dies: they do nothing else about it, and a client
 * without its thread waits for ever. An error ends the process; an exception is left to what the log says.
 */
public final class DeadThreads extends AppenderBase<ILoggingEvent> {

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof Error error) {
      LastResort.endIfBroken(error);
      LastResort.end(event.getFormattedMessage() + " " + error);
    }
  }
}
