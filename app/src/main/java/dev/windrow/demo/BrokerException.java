package dev.windrow.demo;

/** The embedded broker cannot start or has failed. The message says what, where, and what to do; it is meant for people. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
