package dev.windrow.cli.top;

/** How large a terminal is. */
record Size(int columns, int rows) {

  static final Size USUAL = new Size(80, 24);

  /** What a terminal says that does not know, as in a pipe, is the usual size. */
  static Size of(int columns, int rows) {
    return new Size(columns > 0 ? columns : USUAL.columns(), rows > 0 ? rows : USUAL.rows());
  }
}
