package dev.windrow.ingest.format;

import java.io.IOException;

/**
 * Finds where the records of a format begin and end, without understanding them. Looks at each byte once, and keeps where it is in between, so that a record
 * may be longer than what is in memory. Confined to one thread.
 */
interface Splitter {

  /** What {@link #end} answers when the record goes on. */
  int MORE = -1;

  /** Consumes what is before the next record; false when there is none. MalformedStreamException when there is something else. */
  boolean begin(Window window) throws IOException;

  /** Where the record ends, with its line end where the format has one. Called with one piece of the record after the other. */
  int end(byte[] bytes, int from, int to);

  /** How long a record is without its line end. */
  default int content(byte[] bytes, int from, int end) {
    return end - from;
  }

  /** Whether a line end belongs to each record, so that without one somebody may still be writing it. */
  default boolean isByLine() {
    return true;
  }

  /** Told that the stream has ended before the record that begins there has; MalformedStreamException when it can't be whole. */
  default void endOfStream(Mark begin) throws MalformedStreamException {}

  /** Whether the record ended in an array, of which more may come. */
  default boolean isInArray() {
    return false;
  }
}
