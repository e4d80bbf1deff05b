package dev.windrow.benchmark.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.EventReader;
import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.Stats;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** JSON by Jackson. */
final class JsonSerdes {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectWriter STATS_WRITER = JSON.writerFor(Stats.class);
  private static final ObjectReader STATS_READER = JSON.readerFor(Stats.class);

  private JsonSerdes() {}

  /** Reads the simulator's events and its own, which have numbers for times; what is no event becomes null. */
  static Serde<Event> events(GroupBy groupBy) {
    EventReader reader = new EventReader(groupBy);
    return Serdes.serdeFrom((topic, event) -> event(groupBy, event), (topic, json) -> event(reader, json));
  }

  static Serde<Stats> stats() {
    Serializer<Stats> serializer = (topic, stats) -> stats == null ? null : write(STATS_WRITER, stats);
    Deserializer<Stats> deserializer = (topic, json) -> json == null ? null : stats(json);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private static byte[] event(GroupBy groupBy, Event event) {
    return write(JSON.writer(), Map.of("timestamp", event.timestampMs, groupBy.field(), event.group, "value", event.value));
  }

  private static Event event(EventReader reader, byte[] json) {
    Event event = new Event();
    return json != null && reader.read(json, event) ? event : null;
  }

  private static Stats stats(byte[] json) {
    try {
      return STATS_READER.readValue(json);
    } catch (IOException e) {
      throw new SerializationException("expected statistics as JSON", e);
    }
  }

  private static byte[] write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("writing JSON failed", e);
    }
  }
}
