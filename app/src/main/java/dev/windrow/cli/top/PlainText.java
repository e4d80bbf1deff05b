package dev.windrow.cli.top;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.OptionalInt;

/** Appends a block of lines for each view, with an empty line between them. */
public final class PlainText implements Display {

  private final PrintWriter out;
  private final OptionalInt columns;
  private final Clock clock;
  private boolean begun;

  /** @param columns where lines are cut; empty for nowhere */
  public PlainText(PrintWriter out, OptionalInt columns, Clock clock) {
    this.out = out;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public void begin(Runnable onQuit) {
    // Nobody types into a pipe.
  }

  @Override
  public boolean show(View view) {
    if (begun) {
      out.println();
    }
    begun = true;
    for (Line line : Frame.plain(view, clock.instant())) {
      out.println(columns.isPresent() ? line.cut(columns.getAsInt()).text() : line.text());
    }
    return !out.checkError();
  }

  @Override
  public boolean redraws() {
    return false;
  }

  @Override
  public void resized() {
    // Lines are as long as they are.
  }

  @Override
  public void close() {
    out.flush();
  }
}
