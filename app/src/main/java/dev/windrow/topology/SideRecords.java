package dev.windrow.topology;

import dev.windrow.event.RawHeader;
import dev.windrow.event.RawRecord;
import dev.windrow.kafka.SideHeaders;
import dev.windrow.value.JsonText;
import dev.windrow.value.Sha256;
import dev.windrow.window.WindowResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records of the late and dead-letter topics: key, value and headers byte for byte as they came, and headers of ours
 * behind them. What would not fit into a record is cut: the value first, then the key, then headers of the producer's;
 * the size and SHA-256 of a cut value or key are in headers.
 *
 * @param maxBytes how large key, value and headers of such a record may be together
 */
record SideRecords(int maxBytes) {

  static final String TOPIC = SideHeaders.TOPIC;
  static final String PARTITION = SideHeaders.PARTITION;
  static final String OFFSET = SideHeaders.OFFSET;
  static final String REASON = SideHeaders.REASON;
  static final String DETAIL = SideHeaders.DETAIL;
  static final String CLOCK = "windrow-clock";
  static final String MISSED = "windrow-missed";
  static final String EXPIRED = "windrow-expired";
  static final String CUT = "windrow-cut-";

  /** What Kafka adds to a header or a record, at most, in bytes. */
  private static final int OVERHEAD = 10;

  private static final int RECORD_OVERHEAD = 128;

  Record<byte[], Outgoing> late(RecordMetadata source, Combined.Late late) {
    RecordHeaders ours = coordinates(source.topic(), source.partition(), late.event().offset());
    ours.add(CLOCK, utf8(WindowResult.time(late.clock())));
    late.missed().forEach(missed -> ours.add(MISSED, utf8(json(missed))));
    return record(late.event(), ours, Outgoing.Kind.LATE);
  }

  Record<byte[], Outgoing> deadLetter(RecordMetadata source, Combined.DeadLetter deadLetter) {
    RecordHeaders ours = coordinates(source.topic(), source.partition(), deadLetter.event().offset());
    ours.add(REASON, utf8(deadLetter.reject().reason().code()));
    ours.add(DETAIL, utf8(deadLetter.reject().detail()));
    return record(deadLetter.event(), ours, Outgoing.Kind.DEAD_LETTER);
  }

  private static RecordHeaders coordinates(String topic, int partition, long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(TOPIC, utf8(topic));
    headers.add(PARTITION, utf8(Integer.toString(partition)));
    headers.add(OFFSET, utf8(Long.toString(offset)));
    return headers;
  }

  private Record<byte[], Outgoing> record(RawRecord event, RecordHeaders ours, Outgoing.Kind kind) {
    int left = maxBytes - RECORD_OVERHEAD - size(ours) - 2 * (CUT.length() + 90);
    byte[] key = fit(event.key(), left / 2, "key", ours);
    left -= length(key);
    List<RawHeader> theirs = fitting(event.headers(), left / 2, ours);
    left -= theirs.stream().mapToInt(SideRecords::size).sum();
    byte[] value = fit(event.value(), left, "value", ours);
    RecordHeaders headers = new RecordHeaders();
    theirs.forEach(header -> headers.add(header.key(), header.value()));
    ours.forEach(headers::add);
    return new Record<>(key, new Outgoing(kind, "", 0, value), Math.max(0, event.timestamp()), headers);
  }

  private static byte[] fit(byte[] bytes, int room, String what, Headers ours) {
    if (bytes == null || bytes.length <= room) {
      return bytes;
    }
    ours.add(CUT + what, utf8("{\"bytes\":" + bytes.length + ",\"sha256\":\"" + HexFormat.of().formatHex(Sha256.of(bytes)) + "\"}"));
    return Arrays.copyOf(bytes, Math.max(0, room));
  }

  /** The first headers that fit; how many do not is said in a header. */
  private static List<RawHeader> fitting(List<RawHeader> headers, int room, Headers ours) {
    int size = 0;
    for (int i = 0; i < headers.size(); i++) {
      size += size(headers.get(i));
      if (size > room) {
        ours.add(CUT + "headers", utf8("{\"headers\":" + (headers.size() - i) + "}"));
        return headers.subList(0, i);
      }
    }
    return headers;
  }

  private static String json(Combined.Missed missed) {
    return "{\"aggregation\":" + JsonText.quoted(missed.aggregation())
        + ",\"window_start\":\"" + WindowResult.time(missed.start())
        + "\",\"window_end\":\"" + WindowResult.time(missed.end())
        + "\",\"late_ms\":" + missed.byMs() + "}";
  }

  private static int size(RecordHeaders headers) {
    int size = 0;
    for (org.apache.kafka.common.header.Header header : headers) {
      size += header.key().length() + header.value().length + OVERHEAD;
    }
    return size;
  }

  private static int size(RawHeader header) {
    return utf8(header.key()).length + length(header.value()) + OVERHEAD;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
