package dev.windrow.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record of the input that is no event.
 *
 * @param reason why it must be a dead letter
 * @param key may be null
 * @param value may be null
 */
record Garbage(String reason, byte[] key, byte[] value, List<Header> headers) {

  private static final int DEEP = 10_000;

  private static Garbage of(String reason, String value) {
    return new Garbage(reason, null, value.getBytes(StandardCharsets.UTF_8), List.of());
  }

  private static Garbage of(String reason, byte[] value) {
    return new Garbage(reason, null, value, List.of());
  }

  /** One of each kind; {@code nowMs} is the time of good events. */
  static List<Garbage> ofEveryKind(long nowMs) {
    List<Garbage> all = new ArrayList<>();
    all.add(new Garbage("no-value", null, null, List.of()));
    all.add(new Garbage("no-value", bytes("key"), new byte[0], List.of()));
    for (String text : List.of("user logged in", "{", "}", "{\"timestamp\":", "{\"timestamp\":1,}", "{'timestamp':1}", "{\"timestamp\":1}}", "{\"timestamp\":1}{}",
        "{timestamp:1}", "{\"timestamp\":01}", "{\"timestamp\":1 /* */}", "\ufeff{}", "{\"timestamp\":1,\"a\":\"\u0001\"}", "{\"a\":\"\\x\"}", "\u0000")) {
      all.add(of("not-json", text));
    }
    for (String number : List.of("NaN", "Infinity", "-Infinity", "+1", ".5", "1.", "0x10", "1e", "--1")) {
      all.add(of("not-json", event(nowMs, "\"view\"", number)));
    }
    for (String document : List.of("[]", "1", "\"text\"", "null", "true")) {
      all.add(of("not-an-object", document));
    }
    all.add(of("not-json", splice(event(nowMs, "\"??\"", "1"), new byte[] {(byte) 0xc3, (byte) 0x28})));
    all.add(of("not-json", splice(event(nowMs, "\"??\"", "1"), new byte[] {(byte) 0xff, (byte) 0xfe})));
    all.add(of("not-json", splice(event(nowMs, "\"???\"", "1"), new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})));
    all.add(of("wrong-type", event(nowMs, "\"\\ud800\"", "1")));
    all.add(of("wrong-type", event(nowMs, "{\"a\":1}", "1")));
    all.add(of("wrong-type", event(nowMs, "\"view\"", "\"n/a\"")));
    all.add(of("out-of-range", event(nowMs, "\"view\"", "1e999")));
    all.add(of("out-of-range", event(nowMs, "\"view\"", "-1e401")));
    all.add(of("out-of-range", event(nowMs, "\"view\"", "1".repeat(35))));
    all.add(of("out-of-range", event(nowMs, "\"view\"", "1e99999999999999999999")));
    all.add(of("no-timestamp", "{\"event_type\":\"view\",\"value\":1}"));
    all.add(of("no-timestamp", "{\"timestamp\":null,\"event_type\":\"view\",\"value\":1}"));
    all.add(of("bad-timestamp", "{\"timestamp\":\"2026-13-01T00:00:00Z\",\"event_type\":\"view\",\"value\":1}"));
    all.add(of("bad-timestamp", "{\"timestamp\":true,\"event_type\":\"view\",\"value\":1}"));
    all.add(of("before-1970", event(-1, "\"view\"", "1")));
    all.add(of("before-1970", event(Long.MIN_VALUE, "\"view\"", "1")));
    all.add(of("before-1970", "{\"timestamp\":\"1969-12-31T23:59:59Z\",\"event_type\":\"view\",\"value\":1}"));
    all.add(of("out-of-range", event(253_402_300_800_000L, "\"view\"", "1")));
    all.add(of("too-far-ahead", "{\"timestamp\":\"9999-12-31T23:59:59Z\",\"event_type\":\"view\",\"value\":1}"));
    all.add(of("too-far-ahead", event(nowMs + 3_600_000, "\"view\"", "1")));
    all.add(of("skipped-by-all", "{\"timestamp\":" + nowMs + ",\"value\":1}"));
    all.add(of("too-deep", "{\"a\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"));
    all.add(of("too-deep", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));
    all.add(of("too-deep", "{\"a\":" + "[".repeat(DEEP)));
    all.add(of("too-large", event(nowMs, "\"" + "x".repeat(70_000) + "\"", "1")));
    all.add(of("too-large", event(nowMs, "\"view\"", "1" + " ".repeat(1 << 20))));
    all.add(of("not-json", noise(1_000_000)));
    all.add(new Garbage("not-json", noise(1_000_000), bytes("an enormous key"), List.of()));
    all.add(new Garbage("not-json", noise(100), bytes("thousands of headers"), headers(5_000, 10)));
    all.add(new Garbage("not-json", null, bytes("an enormous header"), headers(1, 1_000_000)));
    all.add(new Garbage("not-json", null, bytes("forged headers"), forgedHeaders()));
    return all;
  }

  /** Headers that Windrow uses itself. */
  static List<Header> forgedHeaders() {
    return List.of(header("windrow-frame", new byte[] {1}), header("windrow-frame", null), header("windrow-topic", bytes("elsewhere")),
        header("windrow-partition", bytes("99")), header("windrow-offset", bytes("-1")), header("windrow-reason", bytes("none")),
        header("windrow-cut-value", bytes("{}")), header("windrow-clock", bytes("9999-12-31T23:59:59Z")));
  }

  private static List<Header> headers(int count, int size) {
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(header("header-" + i, noise(size)));
    }
    return headers;
  }

  private static Header header(String key, byte[] value) {
    return new RecordHeader(key, value);
  }

  private static String event(long time, String type, String value) {
    return "{\"timestamp\":" + time + ",\"event_type\":" + type + ",\"value\":" + value + "}";
  }

  /** The question marks of {@code text} replaced by bytes that no text has. */
  private static byte[] splice(String text, byte[] invalid) {
    byte[] spliced = bytes(text);
    System.arraycopy(invalid, 0, spliced, text.indexOf('?'), invalid.length);
    return spliced;
  }

  /** Always the same, and never JSON. */
  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    return noise;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
