package dev.windrow.ingest;

import java.util.List;

/**
 * What was read of a part at a time: about a thousand records and a MiB at most, so that what waits stays small.
 *
 * @param part names what is read from its beginning to its end: a file, an address, a range of a table
 * @param position where reading of the part goes on after this; any text, of 64 KiB at most
 */
public record Chunk(String part, List<RawRecord> records, List<BadRecord> bad, String position) {

  public static final int MOST_RECORDS = 1_000;
  public static final int MOST_BYTES = 1 << 20;

  static final int LONGEST_POSITION = 64 << 10;

  public Chunk {
    records = List.copyOf(records);
    bad = List.copyOf(bad);
    if (position.length() > LONGEST_POSITION) {
      throw new IllegalArgumentException("position: expected " + LONGEST_POSITION + " characters at most, found " + position.length());
    }
  }
}
