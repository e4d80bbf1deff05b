package dev.windrow.simulation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes events in many ways that mean the same, and knows what they mean. */
final class EventWriter {

  /** What a group field can look like, and its one canonical form. */
  private record Value(String written, String canonical) {}

  private static final List<Value> TYPES = List.of(
      new Value("\"login\"", "\"login\""), new Value("\"\\u006cogin\"", "\"login\""), new Value("\"\u00e9\"", "\"\u00e9\""),
      new Value("\"\\u00e9\"", "\"\u00e9\""), new Value("42", "42"), new Value("42.0", "42"), new Value("4.2e1", "42"),
      new Value("null", "null"), new Value("true", "true"));
  private static final List<Value> REGIONS = List.of(new Value("\"eu\"", "\"eu\""), new Value("\"us\"", "\"us\""));
  private static final List<Value> LARGE = List.of(large(1), large(2), large(3), large(4), large(5), large(6));
  private static final List<String> NUMBERS =
      List.of("0", "1", "2.50", "0.1", "0.2", "-3.25", "1e2", "99.99", "12345678901.123456789012", "7");
  private static final String DEEP = "{\"timestamp\":1,\"deep\":" + "[".repeat(70) + "]".repeat(70) + "}";

  private final Dice dice;
  private final Shape shape;

  EventWriter(Dice dice, Shape shape) {
    this.dice = dice;
    this.shape = shape;
  }

  /** A usable event, unless no aggregation wants it. */
  Event event(long time, long timestamp) {
    Map<String, String> groups = new TreeMap<>();
    List<String> fields = new ArrayList<>();
    fields.add("\"timestamp\":" + (dice.chance(0.5) ? Long.toString(time) : "\"" + Instant.ofEpochMilli(time) + "\""));
    group("type", dice.pick(shape.largeGroups() && dice.chance(0.8) ? LARGE : TYPES), groups, fields);
    group("region", dice.pick(REGIONS), groups, fields);
    Optional<BigDecimal> number = number(fields);
    fields.add("\"other\":[{\"timestamp\":1}]");
    Collections.rotate(fields, dice.below(fields.size()));
    boolean wanted = shape.questions().stream().anyMatch(question -> groups.keySet().containsAll(question.groupBy()));
    return new Event(key(), utf8("{" + String.join(", ", fields) + "}"), headers(), timestamp,
        wanted ? Optional.empty() : Optional.of("skipped-by-all"), time, groups, number);
  }

  /** A record that is no usable event. */
  Event deadLetter(long time, long timestamp) {
    String rest = ",\"type\":\"login\",\"region\":\"eu\"}";
    String good = "{\"timestamp\":" + time;
    return switch (dice.below(11)) {
      case 0 -> dead((byte[]) null, timestamp, "no-value");
      case 1 -> dead("", timestamp, "no-value");
      case 2 -> dead(good, timestamp, "not-json");
      case 3 -> dead("[" + time + "]", timestamp, "not-an-object");
      case 4 -> dead("{\"time\":" + time + rest, timestamp, "no-timestamp");
      case 5 -> dead("{\"timestamp\":\"yesterday\"" + rest, timestamp, "bad-timestamp");
      case 6 -> dead("{\"timestamp\":-5" + rest, timestamp, "before-1970");
      case 7 -> dead(good + ",\"value\":\"7\"" + rest, timestamp, "wrong-type");
      case 8 -> dead(DEEP, timestamp, "too-deep");
      case 9 -> dead(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, timestamp, "not-json");
      default -> tooFarAhead(Math.max(0, timestamp), rest);
    };
  }

  private Event tooFarAhead(long timestamp, String rest) {
    long time = timestamp + Shape.MAX_AHEAD_MS + 1 + dice.below(100_000);
    return dead("{\"timestamp\":" + time + rest, timestamp, "too-far-ahead");
  }

  private Event dead(String value, long timestamp, String reason) {
    return dead(utf8(value), timestamp, reason);
  }

  private Event dead(byte[] value, long timestamp, String reason) {
    return new Event(key(), value, headers(), timestamp, Optional.of(reason), 0, Map.of(), Optional.empty());
  }

  private void group(String name, Value value, Map<String, String> groups, List<String> fields) {
    if (dice.chance(0.9)) {
      groups.put(name, value.canonical());
      fields.add("\"" + name + "\" : " + value.written());
    }
  }

  private Optional<BigDecimal> number(List<String> fields) {
    if (dice.chance(0.15)) {
      return Optional.empty();
    }
    if (dice.chance(0.1)) {
      fields.add("\"value\":null");
      return Optional.empty();
    }
    String number = dice.pick(NUMBERS);
    fields.add("\"value\":" + number);
    return Optional.of(new BigDecimal(number));
  }

  private byte[] key() {
    return dice.chance(0.3) ? null : utf8("user-" + dice.below(5));
  }

  private List<Map.Entry<String, String>> headers() {
    return dice.chance(0.8) ? List.of() : List.of(Map.entry("trace", "x-" + dice.below(9)), Map.entry("windrow-clock", "forged"));
  }

  private static Value large(int number) {
    String text = "\"" + "a".repeat(60_000) + number + "\"";
    return new Value(text, text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
