package dev.windrow.sink.postgresql;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Results of the default aggregation, as a topic has them. */
final class Records {

  static final Aggregation AGGREGATION = Config.defaults().aggregations().get(0);
  static final ResultTable TABLE = new ResultTable("public", AGGREGATION);

  private Records() {}

  static String json(String group, long revision) {
    return "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:05Z\",\"window_end\":\"1970-01-01T00:00:10Z\",\"event_type\":" + group
        + ",\"count\":51,\"sum_value\":2556.12,\"avg_value\":50.12,\"min_value\":null,\"max_value\":1e30,\"status\":\"" + (revision == 1 ? "final" : "revised")
        + "\",\"revision\":" + revision + "}";
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
    return new ConsumerRecord<>("event-aggregates", 0, offset, new byte[0], value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  static Decoded result(long offset, String group, long revision) {
    return TABLE.decode(record(offset, json(group, revision)));
  }
}
