package dev.windrow.cli;

/** What a command ends with. The same for all commands; scripts may rely on it. */
final class ExitCode {

  /** Done what was asked; for a long-running command also: was told to stop (SIGTERM). */
  static final int DONE = 0;
  /** Failed, or {@code verify} found a difference. */
  static final int FAILURE = 1;
  /** Wrong options or a wrong configuration. */
  static final int USAGE = 2;
  /** Kafka is not reachable or refuses what is needed; for {@code check --connect} also: an error was found, in Kafka or elsewhere. */
  static final int KAFKA = 3;
  /** Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {
  }
}
