package dev.windrow.benchmark.run;

/** A measurement cannot be made. The message is for people: what was expected, what was found, where to look. */
public final class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message) {
    super(message);
  }

  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
