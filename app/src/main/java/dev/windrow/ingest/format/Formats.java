package dev.windrow.ingest.format;

import dev.windrow.config.Format;
import java.io.IOException;
import java.util.Locale;

/** Finds out in which format a stream is. */
final class Formats {

  private static final String WHAT_JSON_BEGINS_WITH = "{[";

  private Formats() {}

  /**
   * By the name if it says so, or else by how it begins: with a bracket it is JSON, otherwise CSV. What looks like JSON is NDJSON when an object ends with its
   * first line and another one follows: then a bad line does not end it.
   */
  static Format of(String name, Window window) throws IOException {
    String plain = Packing.plainName(name).toLowerCase(Locale.ROOT);
    if (plain.endsWith(".ndjson") || plain.endsWith(".jsonl")) {
      return Format.NDJSON;
    }
    return plain.endsWith(".csv") ? Format.CSV : byContent(window, plain.endsWith(".json"));
  }

  private static Format byContent(Window window, boolean isJson) throws IOException {
    window.fillTo(Window.CHUNK);
    byte[] bytes = window.bytes();
    int start = textStart(bytes, window.from(), window.to());
    if (isByLine(bytes, start, window.to())) {
      return Format.NDJSON;
    }
    boolean isEmpty = start == window.to();
    return isJson || isEmpty || WHAT_JSON_BEGINS_WITH.indexOf(bytes[start]) >= 0 ? Format.JSON : Format.CSV;
  }

  /** In a JSON document that is no sequence of values, no object begins where one has ended. */
  private static boolean isByLine(byte[] bytes, int start, int to) {
    int lineEnd = start;
    while (lineEnd < to && bytes[lineEnd] != '\n') {
      lineEnd++;
    }
    int last = lineEnd - 1;
    while (last > start && LineSplitter.isBlank(bytes[last])) {
      last--;
    }
    int next = textStart(bytes, lineEnd, to);
    return next < to && bytes[start] == '{' && bytes[last] == '}' && bytes[next] == '{';
  }

  private static int textStart(byte[] bytes, int from, int to) {
    return from + LineSplitter.blanks(bytes, from, to);
  }
}
