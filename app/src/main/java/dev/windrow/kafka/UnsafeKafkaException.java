package dev.windrow.kafka;

/** The brokers cannot keep what the configuration promises; the message says what to change. */
public final class UnsafeKafkaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsafeKafkaException(String message) {
    super(message);
  }
}
