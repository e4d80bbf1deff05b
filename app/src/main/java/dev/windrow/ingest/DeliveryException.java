package dev.windrow.ingest;

/** Kafka has not taken what was read. What was committed before stays; the rest is read again in the next run. */
public final class DeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /** @param passing whether it may go by itself */
  DeliveryException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }
}
