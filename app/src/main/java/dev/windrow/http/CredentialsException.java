package dev.windrow.http;

/** A token or PEM file cannot be used; the message says where, what is wrong and what to do, and has no secret in it. */
public final class CredentialsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CredentialsException(String message) {
    super(message);
  }
}
