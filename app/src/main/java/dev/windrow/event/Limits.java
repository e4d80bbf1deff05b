package dev.windrow.event;

/**
 * How large an event may be; what exceeds a limit is a dead letter.
 *
 * @param recordBytes longest value of a record, in bytes
 * @param depth deepest nesting of objects and arrays; the event itself is the first level
 * @param stringBytes longest string or field name, in bytes as it is written between its quotation marks
 */
public record Limits(int recordBytes, int depth, int stringBytes) {

  public static final Limits DEFAULTS = new Limits(1 << 20, 64, 64 << 10);

  public Limits {
    if (recordBytes < 1 || depth < 1 || stringBytes < 1) {
      String found = "record " + recordBytes + ", depth " + depth + ", string " + stringBytes;
      throw new IllegalArgumentException("limits must be at least 1, found " + found);
    }
  }
}
