package dev.windrow.ingest.format;

/** Reads the cells of one row after the other, and writes them as the text of JSON strings. Confined to one thread. */
final class CsvCells {

  private static final int NONE = -1;

  private final byte delimiter;
  private byte[] bytes;
  private int at;
  private int to;

  CsvCells(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /** Goes to the row in {@code row[from, end)}. */
  void open(byte[] row, int from, int end) {
    bytes = row;
    at = from;
    to = end;
  }

  boolean hasNext() {
    return at != NONE;
  }

  /** Writes the text of the next cell; false when it is malformed. */
  boolean next(JsonBytes out) {
    if (at < to && bytes[at] == '"') {
      return quoted(out) && endOfCell();
    }
    while (at < to && bytes[at] != delimiter) {
      out.appendText(bytes[at++]);
    }
    return endOfCell();
  }

  private boolean quoted(JsonBytes out) {
    at++;
    while (at < to) {
      if (bytes[at] == '"') {
        boolean doubled = at + 1 < to && bytes[at + 1] == '"';
        at += doubled ? 2 : 1;
        if (!doubled) {
          return true;
        }
        out.appendText((byte) '"');
      } else {
        out.appendText(bytes[at++]);
      }
    }
    return false;
  }

  /** After the last delimiter of a row comes another cell, an empty one. */
  private boolean endOfCell() {
    boolean ends = at == to || bytes[at] == delimiter;
    at = at == to ? NONE : at + 1;
    return ends;
  }
}
