package dev.windrow.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;

/** A record that the topology wrote. */
record Seen(TestRecord<byte[], byte[]> record) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FRAME = Set.of("aggregation", "window_start", "window_end", "status", "revision");

  String key() {
    return text(record.key());
  }

  String value() {
    return text(record.value());
  }

  long timestamp() {
    return record.timestamp();
  }

  /** The only header of this name. */
  String header(String name) {
    List<String> values = headers(name);
    if (values.size() != 1) {
      throw new AssertionError("expected one header " + name + ", found " + values + " in " + this);
    }
    return values.get(0);
  }

  List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    record.headers().headers(name).forEach(header -> values.add(text(header.value())));
    return values;
  }

  /** All headers in their order, as {@code name=value}. */
  List<String> headers() {
    List<String> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(header.key() + "=" + text(header.value()));
    }
    return headers;
  }

  JsonNode json() {
    try {
      return JSON.readTree(record.value());
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON, found " + value(), e);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  String aggregation() {
    return json().get("aggregation").textValue();
  }

  /** A result in one line: {@code 0-5 type=login count=2 final 1}, with the window in seconds since 1970. */
  String line() {
    JsonNode json = json();
    StringBuilder line = new StringBuilder();
    line.append(seconds(json.get("window_start"))).append('-').append(seconds(json.get("window_end")));
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!FRAME.contains(field.getKey())) {
        line.append(' ').append(field.getKey()).append('=').append(field.getValue().asText());
      }
    }
    return line.append(' ').append(json.get("status").textValue()).append(' ').append(json.get("revision")).toString();
  }

  @Override
  public String toString() {
    return key() + " -> " + value() + " " + headers();
  }

  private static String seconds(JsonNode time) {
    return BigDecimal.valueOf(Instant.parse(time.textValue()).toEpochMilli(), 3).stripTrailingZeros().toPlainString();
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
