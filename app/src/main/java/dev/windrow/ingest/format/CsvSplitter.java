package dev.windrow.ingest.format;

import java.io.IOException;

/** CSV as in RFC 4180: a record is a row, which goes over several lines where a quoted cell does. Blank lines are none. */
final class CsvSplitter implements Splitter {

  /** What the byte before was. */
  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    /** It may have closed the cell, or be the first of two that stand for one. */
    QUOTATION_MARK
  }

  private final byte delimiter;
  private State state = State.CELL_START;

  CsvSplitter(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  @Override
  public boolean begin(Window window) throws IOException {
    state = State.CELL_START;
    int first = window.first();
    while (first == '\r' || first == '\n') {
      window.consume(1);
      first = window.first();
    }
    return first >= 0;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    State before = state;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == '\n' && before != State.QUOTED) {
        return at + 1;
      }
      before = after(before, b);
    }
    state = before;
    return MORE;
  }

  private State after(State before, byte b) {
    if (before == State.QUOTED) {
      return b == '"' ? State.QUOTATION_MARK : State.QUOTED;
    }
    if (b == '"' && before != State.PLAIN) {
      return State.QUOTED;
    }
    return b == delimiter ? State.CELL_START : State.PLAIN;
  }

  @Override
  public int content(byte[] bytes, int from, int end) {
    return LineSplitter.withoutLineEnd(bytes, from, end);
  }
}
