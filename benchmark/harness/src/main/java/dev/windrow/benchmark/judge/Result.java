package dev.windrow.benchmark.judge;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One result of the default aggregation. Its numbers are decimals as they are written, or nothing when they are absent. */
record Result(Key key, long count, Map<String, BigDecimal> numbers) {

  private static final String[] NUMBERS = {"sum_value", "avg_value", "min_value", "max_value"};

  private static final ObjectReader JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build()
      .readerFor(JsonNode.class);

  /** @throws IOException when it is not a result */
  static Result parse(byte[] json) throws IOException {
    return of(JSON.readTree(json));
  }

  static Result of(JsonNode json) throws IOException {
    if (!json.path("window_end").isTextual() || !json.path("count").isIntegralNumber()) {
      throw new IOException("expected a result with window_end and count, found " + json);
    }
    return new Result(
        new Key(Instant.parse(json.path("window_end").textValue()), json.path("event_type").asText()),
        json.path("count").longValue(),
        numbers(json));
  }

  static JsonNode tree(String json) throws IOException {
    return JSON.readTree(json);
  }

  private static Map<String, BigDecimal> numbers(JsonNode json) {
    Map<String, BigDecimal> found = new HashMap<>();
    for (String name : NUMBERS) {
      if (json.path(name).isNumber()) {
        found.put(name, json.path(name).decimalValue());
      }
    }
    return Map.copyOf(found);
  }

  /** Which window of which event type. */
  record Key(Instant windowEnd, String type) {

    @Override
    public String toString() {
      return type + " of the window until " + windowEnd;
    }
  }
}
