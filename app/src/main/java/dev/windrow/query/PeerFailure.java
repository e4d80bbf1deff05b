package dev.windrow.query;

/** An instance that did not answer as expected. The message says how, for people. */
final class PeerFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean worthAnotherTry;

  PeerFailure(String message, boolean worthAnotherTry) {
    super(message);
    this.worthAnotherTry = worthAnotherTry;
  }

  /** Whether it may answer when asked once more. */
  boolean isWorthAnotherTry() {
    return worthAnotherTry;
  }
}
