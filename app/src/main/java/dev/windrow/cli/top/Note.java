package dev.windrow.cli.top;

import java.util.List;

/** A section of a single line. */
record Note(Line line) implements Section {

  @Override
  public int wanted() {
    return 1;
  }

  @Override
  public int least() {
    return 1;
  }

  @Override
  public List<Line> lines(int height) {
    return List.of(line);
  }
}
