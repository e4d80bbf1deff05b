package dev.windrow.fuzz;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.EventSchema;
import dev.windrow.event.Frame;
import dev.windrow.event.FrameBuilder;
import dev.windrow.event.RawHeader;
import dev.windrow.event.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The decoder as the service uses it; checks what a batch says beside the values of its rows. */
final class EventDecoding implements Decoding {

  private static final long CLOCK = 1_000;

  private final EventSchema schema;
  private final EventDecoder decoder;

  EventDecoding(EventSchema schema) {
    this.schema = schema;
    this.decoder = new EventDecoder(schema);
  }

  @Override
  public List<Outcome> frame(List<RawRecord> records) {
    EventBatch batch = decoder.decode(frameOf(records));
    batch.settle(records.get(0).offset(), CLOCK, 0);
    require("rows", records.size(), batch.size());
    require("offset after the batch", records.get(records.size() - 1).offset() + 1, batch.nextOffset());
    return outcomes(records, batch);
  }

  @Override
  public Outcome plain(RawRecord record) {
    EventBatch batch = decoder.decodePlain(record.value(), record.key(), record.headers());
    batch.settle(record.offset(), CLOCK, record.timestamp());
    require("rows", 1, batch.size());
    return outcomes(List.of(record), batch).get(0);
  }

  static Frame frameOf(List<RawRecord> records) {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(4, Documents.NOW);
    for (RawRecord record : records) {
      frame.record(record);
    }
    return frame.finish();
  }

  private List<Outcome> outcomes(List<RawRecord> records, EventBatch batch) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int row = 0; row < records.size(); row++) {
      assertSame(batch.raw(row), records.get(row));
      assertDetail(batch, row);
      outcomes.add(Outcome.of(schema, batch, row));
    }
    long highest = outcomes.stream().filter(Outcome::isGood).mapToLong(Outcome::time).max().orElse(0);
    require("clock after the batch", Math.max(CLOCK, highest), batch.clockAfter());
    return outcomes;
  }

  private static void assertDetail(EventBatch batch, int row) {
    if (!batch.isGood(row)) {
      String detail = batch.reject(row).detail();
      boolean printable = detail.length() >= 5 && detail.length() <= 200 && detail.chars().allMatch(c -> c >= ' ' && c <= '~');
      require("detail that prints: " + detail, true, printable);
    }
  }

  private static void assertSame(RawRecord found, RawRecord written) {
    require("value", written.value(), found.value());
    require("key", written.key(), found.key());
    require("offset", written.offset(), found.offset());
    require("timestamp", written.timestamp(), found.timestamp());
    require("headers", written.headers().size(), found.headers().size());
    for (int i = 0; i < written.headers().size(); i++) {
      require("header", written.headers().get(i).key(), found.headers().get(i).key());
      require("header's value", written.headers().get(i).value(), found.headers().get(i).value());
    }
  }

  private static void require(String what, Object expected, Object found) {
    if (!Objects.deepEquals(expected, found)) {
      throw new AssertionError("expected another " + what + ": " + expected + ", found " + found);
    }
  }
}
