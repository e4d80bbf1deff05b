package dev.windrow.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.windrow.it.Scenario;
import dev.windrow.it.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts again, from the events in the topic and by the rules alone, what an aggregation must give that has only the events from certain offsets on; and
 * finds what was given. Which events are dead letters it takes from their topic.
 */
final class ExpectedTotals {

  private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Scenario scenario;
  private final Settings settings;

  ExpectedTotals(Scenario scenario, Settings settings) {
    this.scenario = scenario;
    this.settings = settings;
  }

  /** What is compared of a result. */
  record Total(long count, BigDecimal sum) {

    Total plus(BigDecimal value) {
      return new Total(count + 1, sum.add(value));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Total total && count == total.count && sum.compareTo(total.sum) == 0;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(count);
    }
  }

  /** By window and group, such as {@code 2026-11-20T10:15:30Z view}. */
  Map<String, Total> expected(long sizeMs, String groupBy, Map<Integer, Long> from) {
    Map<String, Total> totals = new TreeMap<>();
    Map<Integer, Long> clocks = new HashMap<>();
    Set<String> dead = deadLetters();
    long graceMs = Scenario.RULES.grace().toMillis();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, settings.topic())) {
      if (dead.contains(record.partition() + "@" + record.offset())) {
        continue;
      }
      JsonNode event = tree(record.value());
      OptionalLong timestamp = time(event);
      if (timestamp.isEmpty()) {
        continue;
      }
      long time = timestamp.getAsLong();
      long start = time - time % sizeMs;
      long clock = clocks.getOrDefault(record.partition(), 0L);
      clocks.put(record.partition(), Math.max(clock, time));
      if (clock < start + sizeMs + graceMs && record.offset() >= from.getOrDefault(record.partition(), 0L)) {
        String key = Instant.ofEpochMilli(start) + " " + event.path(groupBy).asText();
        totals.put(key, totals.getOrDefault(key, new Total(0, BigDecimal.ZERO)).plus(event.path("value").decimalValue()));
      }
    }
    return totals;
  }

  /** The last results of an aggregation. */
  Map<String, Total> found(String topic, String aggregation, long sizeMs, String groupBy) {
    Map<String, Total> totals = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, topic)) {
      JsonNode result = tree(record.value());
      Instant start = Instant.parse(result.path("window_start").asText());
      boolean ofSize = start.plusMillis(sizeMs).equals(Instant.parse(result.path("window_end").asText()));
      if (ofSize && result.path("aggregation").asText().equals(aggregation)) {
        totals.put(start + " " + result.path(groupBy).asText(), new Total(result.path("count").asLong(), result.path("sum_value").decimalValue()));
      }
    }
    return totals;
  }

  private Set<String> deadLetters() {
    Set<String> dead = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, settings.config().input().deadLetters())) {
      dead.add(header(record, "windrow-partition") + "@" + header(record, "windrow-offset"));
    }
    return dead;
  }

  /** Empty for what will become a dead letter as soon as it is read. */
  private static OptionalLong time(JsonNode event) {
    try {
      return OptionalLong.of(LocalDateTime.parse(event.path("timestamp").asText().replace("Z", "")).toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeException noTime) {
      return OptionalLong.empty();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
