package dev.windrow.sink.postgresql;

/** The database does not answer now, and may later. */
public final class HistoryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HistoryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
