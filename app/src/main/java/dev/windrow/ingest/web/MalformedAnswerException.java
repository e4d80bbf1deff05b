package dev.windrow.ingest.web;

/** An answer is not what was expected. The message says what was expected, what was found and where. */
public final class MalformedAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedAnswerException(String message) {
    super(message);
  }
}
