package dev.windrow.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must come out, computed straight from the rules: one record after the other, JSON trees and BigDecimals. Shares no
 * code with what it checks.
 */
final class Oracle {

  /** The aggregations that {@link Question}s describe, in the same order. */
  static final String YAML = """
      application-id: windrow
      input: {topics: [events]}
      state: {retain: 1d}
      aggregations:
        - name: types
          group-by: [type]
          window: {tumbling: 5s, grace: 2s}
          measures: {n: count(), sum: sum(value), avg: avg(value), min: min(value), max: max(value)}
          output: results
        - {name: users, group-by: [user.id, type], window: {tumbling: 3s, grace: 0s}, measures: {sum: sum(value), n: count()}, output: results}
      """;

  static final String AND_ALL = """
        - {name: all, group-by: [], window: {tumbling: 7s, grace: 500ms}, measures: {n: count(), max: max(value)}, output: results}
      """;

  private static final Question TYPES = new Question("types", List.of("/type"), List.of("type"), 5_000, 2_000, List.of("n", "sum", "avg", "min", "max"));
  private static final Question USERS = new Question("users", List.of("/user/id", "/type"), List.of("user.id", "type"), 3_000, 0, List.of("sum", "n"));
  private static final Question ALL = new Question("all", List.of(), List.of(), 7_000, 500, List.of("n", "max"));

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  record Question(String name, List<String> pointers, List<String> fields, long sizeMs, long graceMs, List<String> measures) {}

  /** The values of one group in one window: a null for each event without one. */
  private record Window(Question question, long start, List<BigDecimal> values) {}

  private final List<Question> questions;
  private final Map<String, Window> windows = new TreeMap<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final Map<String, Counts> ledger = new TreeMap<>();
  private long slowestClock = Long.MAX_VALUE;

  Oracle(OracleInput input, boolean withAll) {
    questions = withAll ? List.of(TYPES, USERS, ALL) : List.of(TYPES, USERS);
    for (int partition = 0; partition < input.partitions().size(); partition++) {
      read(partition, input.partitions().get(partition));
    }
  }

  /** Results as JSON without status and revision, by key: of the windows that all partitions have passed, or of all windows. */
  Map<String, String> results(boolean allClosed) {
    Map<String, String> results = new TreeMap<>();
    windows.forEach((key, window) -> {
      if (allClosed || window.start() + window.question().sizeMs() + window.question().graceMs() <= slowestClock) {
        results.put(key, key.substring(0, key.length() - 1) + measures(window));
      }
    });
    return results;
  }

  /** One line for each late event: partition, offset, clock, windows missed. */
  List<String> late() {
    return late;
  }

  /** One line for each dead letter: partition and offset. */
  List<String> deadLetters() {
    return deadLetters;
  }

  /** By aggregation and partition. */
  Map<String, Counts> ledger() {
    return ledger;
  }

  private void read(int partition, List<OracleInput.Sent> records) {
    long clock = 0;
    for (int offset = 0; offset < records.size(); offset++) {
      JsonNode event = usable(records.get(offset));
      if (event == null) {
        deadLetters.add(partition + "@" + offset);
        questions.forEach(question -> count(question, partition, new Counts(1, 0, 0, 0, 0, 0, 1)));
        continue;
      }
      StringBuilder missed = new StringBuilder();
      for (Question question : questions) {
        ask(question, partition, event, clock, missed);
      }
      if (missed.length() > 0) {
        late.add(partition + "@" + offset + " clock " + clock + missed);
      }
      clock = Math.max(clock, event.get("timestamp").longValue());
    }
    slowestClock = Math.min(slowestClock, clock);
  }

  private void ask(Question question, int partition, JsonNode event, long clock, StringBuilder missed) {
    long time = event.get("timestamp").longValue();
    long start = time / question.sizeMs() * question.sizeMs();
    if (lacksGroup(question, event)) {
      count(question, partition, new Counts(1, 0, 0, 1, 0, 0, 0));
    } else if (start + question.sizeMs() + question.graceMs() <= clock) {
      count(question, partition, new Counts(1, 0, 0, 0, 1, 0, 0));
      missed.append(' ').append(question.name()).append(':').append(start);
    } else {
      count(question, partition, new Counts(1, 1, 0, 0, 0, 0, 0));
      windows.computeIfAbsent(key(question, start, event), key -> new Window(question, start, new ArrayList<>())).values().add(number(event.get("value")));
    }
  }

  /** The event; null for a dead letter. */
  private JsonNode usable(OracleInput.Sent record) {
    JsonNode event;
    try {
      event = JSON.readTree(record.value());
    } catch (JsonProcessingException malformed) {
      return null;
    }
    if (event == null || !event.isObject() || !event.path("timestamp").isIntegralNumber()) {
      return null;
    }
    long time = event.get("timestamp").longValue();
    boolean wrongType = event.path("type").isContainerNode() || !(event.path("value").isMissingNode() || event.path("value").isNull() || event.path("value").isNumber());
    boolean unusable = wrongType || time < 0 || time > record.timestamp() + OracleInput.MAX_AHEAD_MS;
    return unusable || questions.stream().allMatch(question -> lacksGroup(question, event)) ? null : event;
  }

  private static boolean lacksGroup(Question question, JsonNode event) {
    return question.pointers().stream().anyMatch(pointer -> event.at(pointer).isMissingNode());
  }

  private void count(Question question, int partition, Counts one) {
    ledger.merge(question.name() + "/" + partition, one, Oracle::sum);
  }

  private static Counts sum(Counts a, Counts b) {
    return new Counts(
        a.read() + b.read(), a.aggregated() + b.aggregated(), 0, a.skipped() + b.skipped(), a.late() + b.late(), 0, a.deadLetters() + b.deadLetters());
  }

  private static String key(Question question, long start, JsonNode event) {
    StringBuilder key = new StringBuilder("{\"aggregation\":\"").append(question.name());
    key.append("\",\"window_start\":\"").append(Instant.ofEpochMilli(start));
    key.append("\",\"window_end\":\"").append(Instant.ofEpochMilli(start + question.sizeMs())).append('"');
    for (int i = 0; i < question.fields().size(); i++) {
      JsonNode value = event.at(question.pointers().get(i));
      key.append(",\"").append(question.fields().get(i)).append("\":").append(value.isNumber() ? text(value.decimalValue()) : value.toString());
    }
    return key.append('}').toString();
  }

  private static String measures(Window window) {
    List<BigDecimal> numbers = window.values().stream().filter(value -> value != null).toList();
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    StringBuilder json = new StringBuilder();
    for (String measure : window.question().measures()) {
      String value = switch (measure) {
        case "n" -> Integer.toString(window.values().size());
        case "sum" -> numbers.isEmpty() ? "null" : text(sum);
        case "avg" -> numbers.isEmpty() ? "null" : text(sum.divide(BigDecimal.valueOf(numbers.size()), new MathContext(16, RoundingMode.HALF_EVEN)));
        case "min" -> numbers.stream().min(BigDecimal::compareTo).map(Oracle::text).orElse("null");
        default -> numbers.stream().max(BigDecimal::compareTo).map(Oracle::text).orElse("null");
      };
      json.append(",\"").append(measure).append("\":").append(value);
    }
    return json.toString();
  }

  private static BigDecimal number(JsonNode value) {
    return value == null || value.isNull() ? null : value.decimalValue();
  }

  /** As results write it: plain from 10^-6 on, else with an exponent; numbers here are below 10^21. */
  private static String text(BigDecimal number) {
    BigDecimal normal = number.stripTrailingZeros();
    int exponent = normal.precision() - normal.scale() - 1;
    if (normal.signum() == 0 || exponent > -7) {
      return normal.signum() == 0 ? "0" : normal.toPlainString();
    }
    String digits = normal.unscaledValue().abs().toString();
    return (normal.signum() < 0 ? "-" : "") + digits.charAt(0) + (digits.length() == 1 ? "" : "." + digits.substring(1)) + "e" + exponent;
  }
}
