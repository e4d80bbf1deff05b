package dev.windrow.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random records of some source partitions: out of order, late, duplicate, malformed, ahead, with nulls and holes.
 *
 * @param partitions the records of each partition, in offset order
 */
record OracleInput(List<List<Sent>> partitions) {

  static final long MAX_AHEAD_MS = 600_000;

  private static final String[] TYPES = {"\"login\"", "\"view\"", "\"\u00e9 \\\"x\\\"\"", "null", "1", "1.0", "1e0", "true", "-2.50"};
  private static final String[] MALFORMED = {
      "", "{", "[]", "7", "{\"timestamp\":3000}}", "{\"timestamp\":\"soon\",\"type\":1}", "{\"type\":1}", "{\"timestamp\":-5,\"type\":1}",
      "{\"timestamp\":3000,\"type\":[]}", "{\"timestamp\":3000,\"type\":1,\"value\":\"7\"}", "{\"timestamp\":null,\"type\":1}"};

  record Sent(String value, long timestamp) {

    byte[] bytes() {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  }

  static OracleInput random(Random random) {
    List<List<Sent>> partitions = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    int longest = 1 + random.nextInt(60);
    for (int partition = 0; partition < count; partition++) {
      partitions.add(records(random, random.nextInt(longest + 1)));
    }
    return new OracleInput(partitions);
  }

  private static List<Sent> records(Random random, int count) {
    List<Sent> records = new ArrayList<>();
    long now = random.nextInt(3_000);
    for (int i = 0; i < count; i++) {
      now += random.nextInt(1_500);
      records.add(record(random, now, records));
    }
    return records;
  }

  private static Sent record(Random random, long now, List<Sent> before) {
    int kind = random.nextInt(100);
    if (kind < 6) {
      return new Sent(MALFORMED[random.nextInt(MALFORMED.length)], now);
    }
    if (kind < 9) {
      return new Sent(event(random, now + MAX_AHEAD_MS + 1 + random.nextInt(9)), now);
    }
    if (kind < 14 && !before.isEmpty()) {
      return before.get(random.nextInt(before.size()));
    }
    int behind = kind < 24 ? 20_000 : kind < 60 ? 3_000 : 1;
    // A clock of 0 is unknown, so an event at 0 is the one that quiet alone never closes.
    return new Sent(event(random, Math.max(1, now - random.nextInt(behind))), now);
  }

  private static String event(Random random, long time) {
    StringBuilder json = new StringBuilder("{\"other\":{\"type\":[1,{}]},\"timestamp\":").append(time);
    if (random.nextInt(10) > 0) {
      json.append(",\"type\":").append(TYPES[random.nextInt(TYPES.length)]);
    }
    if (random.nextInt(5) > 0) {
      json.append(",\"user\":{\"id\":").append(random.nextInt(3)).append('}');
    }
    int value = random.nextInt(10);
    if (value == 0) {
      json.append(",\"value\":null");
    } else if (value > 1) {
      json.append(",\"value\":").append(number(random));
    }
    return json.append('}').toString();
  }

  private static String number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt(200) - 100);
      case 1 -> random.nextInt(100) + "." + random.nextInt(1_000);
      case 2 -> "-0.00000000000" + (1 + random.nextInt(9));
      default -> (1 + random.nextInt(9)) + "e" + random.nextInt(15);
    };
  }
}
