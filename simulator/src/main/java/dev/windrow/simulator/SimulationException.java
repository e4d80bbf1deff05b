package dev.windrow.simulator;

/** A simulation cannot begin or did not deliver all its events. The message is for people. */
public final class SimulationException extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  SimulationException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  SimulationException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What kind of trouble, with the exit code of a command. */
  public enum Reason {
    FAILED(1), USAGE(2), KAFKA_NOT_USABLE(3);

    private final int exitCode;

    Reason(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }
}
