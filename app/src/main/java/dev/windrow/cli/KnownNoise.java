package dev.windrow.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/** Leaves out warnings of Kafka's that come at every start or stop, mean nothing, and would only worry people. */
public final class KnownNoise extends Filter<ILoggingEvent> {

  private static final List<String> NOISE = List.of(
      "Performing controller activation.",
      "Processing exception handler is not enabled for the GlobalThread.",
      "Attempting to close NetworkClient that has already been closed.");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    String message = event.getMessage();
    return message != null && NOISE.stream().anyMatch(message::contains) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
