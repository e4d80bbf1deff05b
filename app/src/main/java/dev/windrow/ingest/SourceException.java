package dev.windrow.ingest;

/** A source cannot be read. The message says what was tried, what was found and what to do. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
