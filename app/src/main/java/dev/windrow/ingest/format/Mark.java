package dev.windrow.ingest.format;

/**
 * A place between two records, from where reading can go on.
 *
 * @param offset bytes before it, unpacked
 * @param line in which it is, from 1
 * @param inArray whether it is in a JSON array, behind one of its elements
 */
public record Mark(long offset, long line, boolean inArray) {

  public static final Mark START = new Mark(0, 1, false);

  public Mark {
    if (offset < 0 || line < 1) {
      throw new IllegalArgumentException("expected an offset from 0 and a line from 1, found " + offset + " and " + line);
    }
  }
}
