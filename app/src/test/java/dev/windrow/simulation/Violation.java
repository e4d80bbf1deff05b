package dev.windrow.simulation;

/** The run did what must never happen. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Invariant invariant;

  Violation(Invariant invariant, String message) {
    super(invariant + ": " + message);
    this.invariant = invariant;
  }

  Violation(Invariant invariant, String message, Throwable cause) {
    super(invariant + ": " + message, cause);
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }
}
