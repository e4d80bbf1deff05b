package dev.windrow.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/** Leaves out what Kafka warns of at every start or stop and means nothing, and what a line of ours says better. */
public final class KnownNoise extends Filter<ILoggingEvent> {

  private static final List<String> NOISE = List.of(
      "Performing controller activation.",
      "Processing exception handler is not enabled for the GlobalThread.",
      "Attempting to close NetworkClient that has already been closed.",
      // The folder for state is looked at before and watched meanwhile.
      "Using an OS temp directory in the state.dir property",
      "but the state directory does not exist",
      "The state directory has been deleted",
      // What a stream thread dies of is said when it is replaced.
      "Get exceptions for the following tasks",
      // The answer to a question that we have given up on.
      "Not updating high watermark for partition",
      // How many stream threads were taken for dead is said in one line.
      "Detected that the thread is being fenced.",
      // An input topic that is gone is the reason of an end.
      "has missing source topics",
      "Missing source topics",
      "Missing metadata for source topics",
      "The following subscribed topics are not assigned to any members",
      "Caught an error in the task assignment. Returning an error assignment.");

  /** The embedded broker calls it an error; clients answer by sending again, in the order that was asked for. */
  private static final String RETRIED = "org.apache.kafka.common.errors.OutOfOrderSequenceException";
  private static final String BROKER_APPENDS = "kafka.server.ReplicaManager";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isNoise(event.getFormattedMessage()) || isRetried(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean isNoise(String message) {
    return message != null && NOISE.stream().anyMatch(message::contains);
  }

  private static boolean isRetried(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown != null && thrown.getClassName().equals(RETRIED) && event.getLoggerName().equals(BROKER_APPENDS);
  }
}
