package dev.windrow.sink.postgresql;

/** A sink cannot be used as it is. The message says all that has to be changed. */
public final class SinkUnusableException extends Exception {

  private static final long serialVersionUID = 1L;

  SinkUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
