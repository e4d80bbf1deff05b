package dev.windrow.topology;

import dev.windrow.value.JsonText;
import dev.windrow.window.WindowResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** The summary that goes to the late topic when events came for a window that is no longer kept (rule S7). */
final class ExpiredRecord {

  private ExpiredRecord() {}

  static Record<byte[], Outgoing> of(Merged.Expired expired, long timestamp) {
    StringBuilder json = new StringBuilder();
    json.append("{\"aggregation\":").append(JsonText.quoted(expired.aggregation()));
    json.append(",\"window_start\":\"").append(WindowResult.time(expired.start()));
    json.append("\",\"window_end\":\"").append(WindowResult.time(expired.end())).append('"');
    List<Object> values = expired.group().values();
    for (int i = 0; i < values.size(); i++) {
      json.append(',').append(JsonText.quoted(expired.groupNames().get(i))).append(':');
      JsonText.value(json, values.get(i));
    }
    byte[] key = utf8(json + "}");
    json.append(",\"expired_events\":").append(expired.events()).append('}');
    RecordHeaders headers = new RecordHeaders();
    headers.add(SideRecords.TOPIC, utf8(expired.topic()));
    headers.add(SideRecords.PARTITION, utf8(Integer.toString(expired.partition())));
    headers.add(SideRecords.EXPIRED, utf8(Long.toString(expired.events())));
    return new Record<>(key, Outgoing.late(utf8(json.toString())), timestamp, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
