package dev.windrow.window;

import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.value.JsonText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What one window has for one group, as it is sent out (rules S5 and S7) or told to who asks. The last result with the same key is the truth.
 *
 * <p>Key and value are JSON in one canonical form, byte for byte the same on any machine and JDK: no blanks, fields in the order
 * given here, strings as {@link JsonText} and numbers as {@link Decimals#text} write them, times in UTC with a {@code Z} and with
 * milliseconds only where they are not zero. That no two fields of a result have the same name is for the configuration to see to.
 *
 * @param aggregation name of the aggregation
 * @param output topic that the result goes to; not part of key and value
 * @param start first moment of the window, epoch ms
 * @param end first moment after it, epoch ms
 * @param groupNames names of the group fields, in the order of the group's values
 * @param group the group, of as many values as there are names
 * @param measures the figures, in declared order
 * @param status whether this is the first result for its key
 * @param revision 1 for the first result, one more each time; 0 while there is none
 */
public record WindowResult(
    String aggregation,
    String output,
    long start,
    long end,
    List<String> groupNames,
    Group group,
    List<Field> measures,
    Status status,
    long revision) {

  public WindowResult {
    groupNames = List.copyOf(groupNames);
    measures = List.copyOf(measures);
    if (start >= end || !status.allows(revision)) {
      throw new IllegalArgumentException(
          "expected start before end, and revision 0 if it is open, 1 if it is final, at least 1 if it is revised, found "
              + start + ", " + end + ", " + status + " " + revision);
    }
  }

  /** What kind of result this is; the text in JSON is the name in lower case. */
  public enum Status {
    /** What has been counted so far in a window that is open. Whoever asks is told; no topic ever has it. */
    OPEN,
    /** The first one for its key: the window has closed. */
    FINAL,
    /**
     * The window was closed already, and events came that it still took. Its revision is 1 for a group that had no result
     * when the window closed.
     */
    REVISED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Whether a result of this kind can have this revision. */
    public boolean allows(long revision) {
      return switch (this) {
        case OPEN -> revision == 0;
        case FINAL -> revision == 1;
        case REVISED -> revision >= 1;
      };
    }
  }

  /**
   * One figure.
   *
   * @param name its name in the result
   * @param value a BigDecimal, a Long, or null when there was nothing to measure
   */
  public record Field(String name, Object value) {

    public Field {
      if (value != null && !(value instanceof Long) && !(value instanceof BigDecimal)) {
        throw new IllegalArgumentException("expected a Long, a BigDecimal or null for " + name + ", found a " + value.getClass().getName());
      }
    }
  }

  /**
   * A record.
   *
   * @param key in JSON
   * @param value in JSON: what the key says, then the figures, status and revision
   */
  public record Json(byte[] key, byte[] value) {}

  /** The record as it is sent out. */
  public Json json() {
    StringBuilder json = opening();
    int opening = json.length();
    byte[] key = bytes(json.append('}'));
    json.setLength(opening);
    return new Json(key, rest(json));
  }

  /** The record's value. */
  public byte[] valueJson() {
    return rest(opening());
  }

  private byte[] rest(StringBuilder json) {
    for (Field measure : measures) {
      append(json, measure.name(), measure.value());
    }
    return bytes(json.append(",\"status\":\"").append(status.text).append("\",\"revision\":").append(revision).append('}'));
  }

  /** A time as results have it: {@code 2026-11-20T10:15:30Z}. */
  public static String time(long epochMs) {
    return UtcTime.text(epochMs);
  }

  private StringBuilder opening() {
    StringBuilder json = new StringBuilder(512).append("{\"aggregation\":");
    JsonText.quote(json, aggregation);
    json.append(",\"window_start\":\"").append(time(start)).append("\",\"window_end\":\"").append(time(end)).append('"');
    List<String> values = group.texts();
    if (values.size() != groupNames.size()) {
      throw new IllegalStateException("expected a group of " + groupNames + ", found " + group);
    }
    for (int i = 0; i < values.size(); i++) {
      name(json, groupNames.get(i)).append(values.get(i));
    }
    return json;
  }

  private static void append(StringBuilder json, String name, Object value) {
    JsonText.value(name(json, name), value);
  }

  private static StringBuilder name(StringBuilder json, String name) {
    json.append(',');
    JsonText.quote(json, name);
    return json.append(':');
  }

  private static byte[] bytes(StringBuilder json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
