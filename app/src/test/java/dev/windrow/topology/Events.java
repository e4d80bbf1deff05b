package dev.windrow.topology;

import java.nio.charset.StandardCharsets;

/** Events as tests write them. */
final class Events {

  private Events() {}

  /** Epoch milliseconds of a tiny time. */
  static long at(double seconds) {
    return Math.round(seconds * 1000);
  }

  /** An event at {@code timeMs}: {@code {"timestamp":3000,"type":"login"}}. */
  static String event(long timeMs, String type) {
    return "{\"timestamp\":" + timeMs + ",\"type\":\"" + type + "\"}";
  }

  /** @param value as JSON writes it: {@code 7.5}, {@code null} */
  static String event(long timeMs, String type, String value) {
    return "{\"timestamp\":" + timeMs + ",\"type\":\"" + type + "\",\"value\":" + value + "}";
  }

  static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
