package dev.windrow.simulator;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells how far a run is: on a terminal in one line that is rewritten, otherwise in a plain line every few seconds.
 * Confined to one thread.
 */
final class Progress {

  private static final long LIVE_NANOS = 250_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean live;
  private final long count;
  private final long startNanos;
  private long shownNanos;
  private long shownSent;
  private boolean lineOpen;

  /** @param count how many events it will be, or {@link SimulatorOptions.Run#UNLIMITED} */
  Progress(PrintWriter out, boolean live, long count, long nowNanos) {
    this.out = out;
    this.live = live;
    this.count = count;
    this.startNanos = nowNanos;
    this.shownNanos = nowNanos;
  }

  void update(long sent, long nowNanos) {
    if (nowNanos - shownNanos < (live ? LIVE_NANOS : PLAIN_NANOS)) {
      return;
    }
    String line = line(sent, (sent - shownSent) / ((nowNanos - shownNanos) / 1e9), nowNanos);
    out.print(live ? ERASE_LINE + line : line + System.lineSeparator());
    out.flush();
    lineOpen = live;
    shownNanos = nowNanos;
    shownSent = sent;
  }

  /** Makes room for other output. */
  void clear() {
    if (lineOpen) {
      out.print(ERASE_LINE);
      out.flush();
      lineOpen = false;
    }
  }

  /** The time left is reckoned with the rate of the whole run, which is steadier than that of the last moments. */
  private String line(long sent, double recentPerSecond, long nowNanos) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,d events sent", sent));
    if (count != SimulatorOptions.Run.UNLIMITED) {
      line.append(String.format(Locale.ROOT, " of %,d (%d %%)", count, (long) (100.0 * sent / count)));
    }
    line.append(String.format(Locale.ROOT, recentPerSecond < 100 ? ", %,.1f/s" : ", %,.0f/s", recentPerSecond));
    if (sent == count) {
      line.append(", finishing");
    } else if (count != SimulatorOptions.Run.UNLIMITED && sent > 0) {
      line.append(", ").append(clockText((nowNanos - startNanos) / 1e9 * (count - sent) / sent)).append(" left");
    }
    return line.toString();
  }

  private static String clockText(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
