package dev.windrow.cli.top;

import java.util.List;

/** A part of what is shown, which can be given more or fewer lines. */
interface Section {

  /** How many lines show all of it. */
  int wanted();

  /** How few still say something. */
  int least();

  /** At most so many lines, which are at least {@link #least}; what is left out is counted in the last of them. */
  List<Line> lines(int height);
}
