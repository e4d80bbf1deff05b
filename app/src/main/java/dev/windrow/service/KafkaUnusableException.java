package dev.windrow.service;

/** Kafka answers but cannot be used, or was given up on; the message says why and what to do. */
public final class KafkaUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KafkaUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
