package dev.windrow.ingest.format;

import java.io.IOException;

/** NDJSON: a record is a line that is not blank. */
final class LineSplitter implements Splitter {

  @Override
  public boolean begin(Window window) throws IOException {
    for (int first = window.first(); first >= 0; first = window.first()) {
      if (!isBlank(first)) {
        return true;
      }
      window.consume(blanks(window.bytes(), window.from(), window.to()));
    }
    return false;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return MORE;
  }

  @Override
  public int content(byte[] bytes, int from, int end) {
    return withoutLineEnd(bytes, from, end);
  }

  static int withoutLineEnd(byte[] bytes, int from, int end) {
    if (end > from && bytes[end - 1] == '\n') {
      return (end - 1 > from && bytes[end - 2] == '\r' ? end - 2 : end - 1) - from;
    }
    return end - from;
  }

  static boolean isBlank(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  static int blanks(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && isBlank(bytes[end])) {
      end++;
    }
    return end - from;
  }
}
