package dev.windrow.cli.top;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Windows, newest first, each with its rows. */
record WindowBlocks(List<List<WindowRow>> blocks) {

  WindowBlocks {
    blocks = List.copyOf(blocks);
  }

  /** @param left how many rows of the windows that are shown found no place */
  record Choice(List<List<WindowRow>> shown, int left) {}

  static WindowBlocks of(List<WindowRow> rows) {
    Map<Instant, List<WindowRow>> byStart = new TreeMap<>(Collections.reverseOrder());
    rows.forEach(row -> byStart.computeIfAbsent(row.start(), start -> new ArrayList<>()).add(row));
    return new WindowBlocks(List.copyOf(byStart.values()));
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  int rows() {
    return rows(blocks);
  }

  /**
   * What to show on so many lines. The open windows and the newest closed one come first, and share the place when it does not do for all: what has just
   * become final is what people wait for. Older ones are there as a whole or not at all.
   */
  Choice choose(int lines) {
    List<List<WindowRow>> core = core();
    if (rows(core) > lines) {
      return shared(core, Math.max(0, lines - 1));
    }
    int shown = core.size();
    int used = rows(core);
    while (shown < blocks.size() && used + blocks.get(shown).size() <= lines) {
      used += blocks.get(shown).size();
      shown++;
    }
    return new Choice(blocks.subList(0, shown), 0);
  }

  private List<List<WindowRow>> core() {
    int closed = 0;
    while (closed < blocks.size() && blocks.get(closed).stream().anyMatch(WindowRow::isOpen)) {
      closed++;
    }
    return blocks.subList(0, Math.min(blocks.size(), closed + 1));
  }

  /** A row for each in turn, beginning with the last, which is the closed one where there is one. */
  private static Choice shared(List<List<WindowRow>> core, int lines) {
    int[] taken = new int[core.size()];
    for (int left = lines, turn = core.size() - 1; left > 0; turn = (turn + 1) % core.size()) {
      if (taken[turn] < core.get(turn).size()) {
        taken[turn]++;
        left--;
      }
    }
    List<List<WindowRow>> shown = IntStream.range(0, taken.length).mapToObj(i -> core.get(i).subList(0, taken[i])).filter(rows -> !rows.isEmpty()).toList();
    return new Choice(shown, rows(core) - lines);
  }

  private static int rows(List<List<WindowRow>> blocks) {
    return blocks.stream().mapToInt(List::size).sum();
  }
}
