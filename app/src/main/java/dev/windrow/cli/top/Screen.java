package dev.windrow.cli.top;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/**
 * Redraws in place, on the alternate screen of a terminal (sequences of xterm, which all that are in use understand or ignore). A frame is written at once,
 * line over line, so that nothing flickers. Thread-safe.
 */
public final class Screen implements Display {

  private static final String ESC = "\u001b[";
  /** The other screen, no cursor, no wrapping, and nothing on it. */
  private static final String ENTER = ESC + "?1049h" + ESC + "?25l" + ESC + "?7l" + ESC + "2J";
  private static final String LEAVE = ESC + "0m" + ESC + "?7h" + ESC + "?25h" + ESC + "?1049l";
  /** What comes between the two is shown in one go where that is known. */
  private static final String BEGIN_FRAME = ESC + "?2026h" + ESC + "H";
  private static final String END_FRAME = ESC + "J" + ESC + "?2026l";
  private static final String END_OF_LINE = ESC + "K";

  private final Terminal terminal;
  private final PrintWriter out;
  private final boolean colours;
  private final Clock clock;
  private final Thread unforeseen = new Thread(this::close, "windrow-top-restore");

  // Guarded by this.
  private Size size = Size.USUAL;
  private boolean entered;

  /** @param colours whether there are any */
  public Screen(Terminal terminal, PrintWriter out, boolean colours, Clock clock) {
    this.terminal = terminal;
    this.out = out;
    this.colours = colours;
    this.clock = clock;
  }

  @Override
  public synchronized void begin(Runnable onQuit) {
    entered = true;
    // However the process ends, short of kill -9.
    Runtime.getRuntime().addShutdownHook(unforeseen);
    terminal.begin();
    size = terminal.size();
    out.print(ENTER);
    out.flush();
    Thread keys = new Thread(() -> read(onQuit), "windrow-top-keys");
    keys.setDaemon(true);
    keys.start();
  }

  @Override
  public synchronized void resized() {
    size = terminal.size();
  }

  @Override
  public synchronized boolean show(View view) {
    if (!entered) {
      return false;
    }
    // The last column stays empty: what is there would go with the rest of its line.
    out.print(frame(Frame.screen(view, new Size(Math.max(1, size.columns() - 1), size.rows()), clock.instant())));
    return !out.checkError();
  }

  @Override
  public boolean redraws() {
    return true;
  }

  @Override
  public synchronized void close() {
    if (entered) {
      entered = false;
      out.print(LEAVE);
      out.flush();
      terminal.restore();
    }
  }

  /** No line break behind the last line: on the last row it would move everything up. */
  private String frame(List<Line> lines) {
    StringBuilder frame = new StringBuilder(BEGIN_FRAME);
    for (int i = 0; i < lines.size(); i++) {
      frame.append(i == 0 ? "" : "\r\n");
      lines.get(i).spans().forEach(span -> append(frame, span));
      frame.append(END_OF_LINE);
    }
    return frame.append(END_FRAME).toString();
  }

  private void append(StringBuilder frame, Span span) {
    String code = span.style().code(colours);
    if (code.isEmpty()) {
      frame.append(span.text());
    } else {
      frame.append(ESC).append(code).append('m').append(span.text()).append(ESC).append("0m");
    }
  }

  private void read(Runnable onQuit) {
    try (InputStream keys = terminal.keys()) {
      for (int key = keys.read(); key >= 0; key = keys.read()) {
        if (key == 'q' || key == 'Q') {
          onQuit.run();
        }
      }
    } catch (IOException noKeys) {
      // Ctrl-C still ends it.
    }
  }
}
