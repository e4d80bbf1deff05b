package dev.windrow.http;

/** The service cannot listen where it should; the message says why and what to do. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortTakenException(String message) {
    super(message);
  }
}
