package dev.windrow.ingest.format;

import dev.windrow.config.Compression;
import dev.windrow.config.Format;

/**
 * How a stream is read.
 *
 * @param format how records are written in it
 * @param compression how it is packed
 * @param delimiter between the cells of a CSV row; an ASCII character
 * @param recordBytes longest record, in bytes
 * @param depth deepest nesting of objects and arrays; the record itself is the first level
 * @param tail what becomes of a last line that has no end
 */
public record Reading(Format format, Compression compression, char delimiter, int recordBytes, int depth, Tail tail) {

  /** What becomes of a last line, or a last row, that has no line end. */
  public enum Tail {
    /** It is a record: the stream is whole. */
    TAKE,
    /** It is left for later: somebody is still writing it. */
    LEAVE
  }

  public Reading {
    if (delimiter >= 0x80 || delimiter == '"' || delimiter == '\r' || delimiter == '\n') {
      throw new IllegalArgumentException("expected an ASCII character that is neither a quotation mark nor a line end, found " + (int) delimiter);
    }
    if (recordBytes < 1 || depth < 1) {
      throw new IllegalArgumentException("limits must be at least 1, found record " + recordBytes + ", depth " + depth);
    }
  }

  /** As this, of a format that is known. */
  Reading of(Format known) {
    return new Reading(known, compression, delimiter, recordBytes, depth, tail);
  }
}
