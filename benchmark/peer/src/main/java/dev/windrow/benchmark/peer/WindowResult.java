package dev.windrow.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The result of a group in a window, and the Kafka record that it becomes. */
public record WindowResult(GroupBy groupBy, String group, long startMs, Stats stats) implements Serializable {

  private static final JsonFactory JSON = new JsonFactory();

  public byte[] key() {
    return (Instant.ofEpochMilli(startMs) + " " + group).getBytes(StandardCharsets.UTF_8);
  }

  public byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("window_start", Instant.ofEpochMilli(startMs).toString());
    json.writeStringField("window_end", Instant.ofEpochMilli(Windows.endMs(startMs)).toString());
    json.writeStringField(groupBy.field(), group);
    json.writeNumberField("count", stats.count);
    json.writeNumberField("sum_value", stats.sum);
    json.writeNumberField("avg_value", stats.average());
    json.writeNumberField("min_value", stats.min);
    json.writeNumberField("max_value", stats.max);
    json.writeEndObject();
  }
}
