package dev.windrow.ingest.enrich;

/** A lookup has no answer. The message says what was expected and what was found. */
public final class LookupException extends Exception {

  private static final long serialVersionUID = 1L;

  public LookupException(String message) {
    super(message);
  }

  public LookupException(String message, Throwable cause) {
    super(message, cause);
  }
}
