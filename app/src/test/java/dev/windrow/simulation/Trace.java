package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened in a run: counts always, lines only when asked for. */
final class Trace {

  private final boolean written;
  private final List<String> lines = new ArrayList<>();
  private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
  private int step;

  Trace(boolean written) {
    this.written = written;
  }

  void step(int number) {
    step = number;
  }

  void saw(Happening happening) {
    counts.merge(happening, 1, Integer::sum);
  }

  void line(String format, Object... arguments) {
    if (written) {
      lines.add("%5d  ".formatted(step) + String.format(Locale.ROOT, format, arguments));
    }
  }

  Map<Happening, Integer> counts() {
    return counts;
  }

  List<String> lines() {
    return lines;
  }
}
