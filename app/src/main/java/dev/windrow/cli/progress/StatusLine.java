package dev.windrow.cli.progress;

import java.io.PrintWriter;

/** A line that is written over on a terminal. Confined to one thread. */
public final class StatusLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean terminal;

  public StatusLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether there is one to write over; where there is none, {@link #show} adds a line. */
  public boolean isTerminal() {
    return terminal;
  }

  public void show(String text) {
    if (terminal) {
      err.print(CLEAR + text);
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Leaves nothing of it on a terminal. */
  @Override
  public void close() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
