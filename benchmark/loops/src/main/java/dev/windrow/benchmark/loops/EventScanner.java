package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.Event;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Scans the bytes of an event as the simulator writes it: one object without blanks, escapes or nesting, whose times have 19 characters and
 * a fraction. Anything else is no usable event. Fast, and good for nothing but a comparison. Confined to one thread.
 */
final class EventScanner implements EventDecoder {

  private static final byte[] TIMESTAMP = ascii("timestamp");
  private static final byte[] EVENT_TYPE = ascii("event_type");
  private static final byte[] VALUE = ascii("value");
  private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_LENGTH = "2026-11-20T10:15:30".length();
  private static final long DAY_MS = 86_400_000;

  private final Names types = new Names();
  private final byte[] lastDate = new byte[DATE_LENGTH];
  private long lastDayMs;

  private byte[] json;
  private int at;

  @Override
  public boolean decode(byte[] bytes, Event event) {
    json = bytes;
    at = 0;
    event.timestampMs = -1;
    event.group = null;
    event.value = Double.NaN;
    return object(event) && at == json.length && event.timestampMs >= 0 && event.group != null && !Double.isNaN(event.value);
  }

  private boolean object(Event event) {
    if (!skip('{')) {
      return false;
    }
    do {
      if (!field(event)) {
        return false;
      }
    } while (skip(','));
    return skip('}');
  }

  private boolean field(Event event) {
    int from = at + 1;
    if (!text() || !skip(':')) {
      return false;
    }
    int to = at - 2;
    if (is(TIMESTAMP, from, to)) {
      return timestamp(event);
    }
    if (is(EVENT_TYPE, from, to)) {
      return type(event);
    }
    return is(VALUE, from, to) ? value(event) : text() || number();
  }

  private boolean timestamp(Event event) {
    int from = at + 1;
    if (!text()) {
      return false;
    }
    event.timestampMs = time(from, at - 1);
    return true;
  }

  private boolean type(Event event) {
    int from = at + 1;
    if (!text()) {
      return false;
    }
    event.group = types.of(json, from, at - 1);
    return true;
  }

  private boolean value(Event event) {
    int from = at;
    if (!number()) {
      return false;
    }
    event.value = decimal(from, at);
    return true;
  }

  private boolean skip(char expected) {
    if (at < json.length && json[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** A text without escapes. */
  private boolean text() {
    if (!skip('"')) {
      return false;
    }
    while (at < json.length && json[at] != '"') {
      if (json[at++] == '\\') {
        return false;
      }
    }
    return skip('"');
  }

  private boolean number() {
    int from = at;
    while (at < json.length && (isDigit(json[at]) || json[at] == '-' || json[at] == '.')) {
      at++;
    }
    return at > from;
  }

  private boolean is(byte[] name, int from, int to) {
    return Arrays.equals(json, from, to, name, 0, name.length);
  }

  /** -1 for what is no time. */
  private long time(int from, int to) {
    if (to < from + SECONDS_LENGTH + 4 || json[from + SECONDS_LENGTH] != '.') {
      return -1;
    }
    int hour = digits(from + 11, 2);
    int minute = digits(from + 14, 2);
    int second = digits(from + 17, 2);
    int ms = digits(from + SECONDS_LENGTH + 1, 3);
    long dayMs = dayMs(from);
    return hour < 0 || minute < 0 || second < 0 || ms < 0 || dayMs < 0 ? -1 : dayMs + ((hour * 60 + minute) * 60 + second) * 1000L + ms;
  }

  private long dayMs(int from) {
    if (!Arrays.equals(json, from, from + DATE_LENGTH, lastDate, 0, DATE_LENGTH)) {
      lastDayMs = newDayMs(from);
      System.arraycopy(json, from, lastDate, 0, DATE_LENGTH);
    }
    return lastDayMs;
  }

  private long newDayMs(int from) {
    try {
      return LocalDate.parse(new String(json, from, DATE_LENGTH, StandardCharsets.US_ASCII)).toEpochDay() * DAY_MS;
    } catch (DateTimeException e) {
      return -1;
    }
  }

  private int digits(int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(json[i])) {
        return -1;
      }
      number = number * 10 + json[i] - '0';
    }
    return number;
  }

  /** Exact to the last bit up to 15 digits, which doubles hold exactly, as they do these powers of ten; longer ones are left to Java. */
  private double decimal(int from, int to) {
    if (to - from > 15) {
      return Double.parseDouble(new String(json, from, to - from, StandardCharsets.US_ASCII));
    }
    boolean negative = json[from] == '-';
    long digits = 0;
    int fraction = 0;
    boolean afterPoint = false;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      if (json[i] == '.') {
        afterPoint = true;
      } else {
        digits = digits * 10 + json[i] - '0';
        fraction += afterPoint ? 1 : 0;
      }
    }
    double absolute = digits / POWERS_OF_TEN[fraction];
    return negative ? -absolute : absolute;
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
