package dev.windrow.event;

import java.util.Random;

/** Random JSON documents that mostly look like events, with everything that JSON allows. */
final class RandomJson {

  private static final String[] NAMES = {"t", "k", "v", "a", "b", "c", "d", "", "é", "\\u006b", "a.b", "user_id"};
  private static final String[] TIMES = {"12", "1e5", "0.5", "-3", "1e30", "1e500", "null", "true", "{}", "\"\"", "1000999.9", "2000000",
    "\"1970-01-01T00:00:12.5Z\"", "\"1970-01-01 00:00:01+00:00\"", "\"1969-12-31T23:59\"", "\"1970-01-32T00:00\"",
    "\"1970\\u002d01-01T00:00\""};
  private static final String[] NUMBERS = {"0", "-0", "1", "-1", "1.0", "1e0", "57.31298", "0.1", "-12.5e-3", "1E+2",
      "9223372036.854775807", "99999999999",
    "0.0000000001", "1234567890123456789012345678901234", "12345678901234567890123456789012345", "1e400", "1e401", "1e-401", "0e9",
    "123456789012345678"};
  private static final String[] TEXTS = {"", "login", "purchase", "é", "\\u00e9", "😀", "\\ud83d\\ude00", "\\ud83d",
      "\\n\\t\\\"\\\\\\/\\b\\f\\r", "\\u0000",
    "a long text that is longer than a few words of eight bytes", "1", "null", "漢字", "\u2028"};
  private static final String[] BLANKS = {"", "", "", "", " ", "\n", "\t ", "\r\n"};

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String document() {
    return blank() + (random.nextInt(20) == 0 ? value(3) : event()) + blank();
  }

  private String event() {
    StringBuilder out = new StringBuilder("{");
    member(out, "t", random.nextInt(4) == 0 ? pick(TIMES) : "12");
    member(out, "k", value(0));
    member(out, "v", random.nextInt(10) == 0 ? value(1) : pick(NUMBERS));
    if (random.nextInt(3) > 0) {
      member(out, "a", value(4));
    }
    for (int more = random.nextInt(5) - 1; more > 0; more--) {
      member(out, pick(NAMES), value(4));
    }
    return out.append(blank()).append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 14)) {
      case 0 -> pick("true", "false");
      case 1 -> "null";
      case 2, 3, 4 -> pick(NUMBERS);
      case 5, 6, 7 -> '"' + pick(TEXTS) + '"';
      case 8 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private String object(int depth) {
    StringBuilder out = new StringBuilder("{");
    for (int members = random.nextInt(4); members > 0; members--) {
      member(out, pick(NAMES), value(depth));
    }
    return out.append(blank()).append('}').toString();
  }

  private String array(int depth) {
    StringBuilder out = new StringBuilder("[");
    for (int values = random.nextInt(4); values > 0; values--) {
      out.append(out.length() > 1 ? "," : "").append(blank()).append(value(depth)).append(blank());
    }
    return out.append(blank()).append(']').toString();
  }

  private void member(StringBuilder out, String name, String value) {
    out.append(out.length() > 1 ? "," : "").append(blank());
    out.append('"').append(name).append('"').append(blank()).append(':').append(blank()).append(value);
  }

  private String blank() {
    return pick(BLANKS);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
