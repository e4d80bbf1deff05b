package dev.windrow.http;

/** A parameter of a request that makes no sense. The message says what was expected. */
final class BadParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadParameterException(String name, String expected) {
    super("parameter '" + name + "': expected " + expected, null, false, false);
  }
}
