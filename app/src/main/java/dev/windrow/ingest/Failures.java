package dev.windrow.ingest;

import dev.windrow.value.Printable;
import dev.windrow.value.RootCause;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's refusals mean for a source. */
final class Failures {

  private Failures() {}

  static DeliveryException delivery(String source, Exception failure) {
    Throwable reason = RootCause.of(failure);
    return new DeliveryException(
        "source " + source + ": Kafka has not taken what was read (" + text(reason) + "); what was committed before stays, the rest is read again" + advice(reason),
        isPassing(reason), failure);
  }

  private static boolean isPassing(Throwable reason) {
    return !(reason instanceof AuthorizationException || reason instanceof AuthenticationException || reason instanceof RecordTooLargeException
        || reason instanceof UnsupportedVersionException);
  }

  private static String advice(Throwable reason) {
    return reason instanceof RecordTooLargeException ? ": raise max.message.bytes of the topic, or lower input.limits.record" : "";
  }

  static String text(Throwable reason) {
    return reason.getMessage() == null ? reason.getClass().getSimpleName() : Printable.text(reason.getMessage());
  }
}
