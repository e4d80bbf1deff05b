package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.List;

/** Shares the lines of a terminal among sections. */
final class Layout {

  /** From this height on there is an empty line between sections. */
  private static final int AIRY = 26;

  private final List<Section> sections;
  private final int[] heights;
  private final int gap;

  private Layout(List<Section> sections, int height) {
    this.sections = sections;
    this.heights = sections.stream().mapToInt(Section::least).toArray();
    this.gap = height >= AIRY && least(sections) + sections.size() - 1 <= height ? 1 : 0;
    share(height - least(sections) - gap * (sections.size() - 1));
  }

  /**
   * The lines of these sections, at most {@code height}. Where there is no place for all of them, the last ones of {@code many} are counted only; where
   * that does not do, each is left out that does not fit any more.
   */
  static List<Line> lines(List<Section> many, List<Section> others, int height) {
    return new Layout(fitting(many, others, height), height).lines();
  }

  private static List<Section> fitting(List<Section> many, List<Section> others, int height) {
    for (int left = 0; left < many.size(); left++) {
      List<Section> some = new ArrayList<>(many.subList(0, many.size() - left));
      if (left > 0) {
        some.add(new Note(Listing.more(left, "aggregation").plus("; --aggregation NAME picks one", Style.SOFT)));
      }
      some.addAll(others);
      if (least(some) <= height) {
        return some;
      }
    }
    List<Section> wished = new ArrayList<>(many.subList(0, Math.min(1, many.size())));
    wished.addAll(others);
    List<Section> some = new ArrayList<>();
    for (Section section : wished) {
      if (least(some) + section.least() <= height) {
        some.add(section);
      }
    }
    return some;
  }

  private static int least(List<Section> sections) {
    return sections.stream().mapToInt(Section::least).sum();
  }

  /** A line for each in turn, for as long as any has a use for one. */
  private void share(int lines) {
    int left = lines;
    boolean any = true;
    while (any) {
      any = false;
      for (int i = 0; i < heights.length; i++) {
        if (left > 0 && heights[i] < sections.get(i).wanted()) {
          heights[i]++;
          left--;
          any = true;
        }
      }
    }
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < heights.length; i++) {
      for (int blank = 0; blank < gap && i > 0; blank++) {
        lines.add(Line.EMPTY);
      }
      lines.addAll(sections.get(i).lines(heights[i]));
    }
    return lines;
  }
}
