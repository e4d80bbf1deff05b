package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.value.NumberColumn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBatchTest {

  private static final EventSchema BY_RECORD = Events.schema("", List.of("k"), List.of());

  /** Guard of 1000 ms: exactly that far ahead is allowed; a record without a timestamp guards nothing. */
  @ParameterizedTest
  @CsvSource({"1000, 0, good", "1001, 0, too-far-ahead", "2000, 1000, good", "2001, 1000, too-far-ahead", "0, 5000, good",
      "253402300799999, -1, good",
    "253402300799999, 0, too-far-ahead", "5000, 9223372036854775807, good"})
  void s8EventsFarAheadOfTheirRecordAreRejected(long time, long recordTimestamp, String verdict) {
    EventBatch batch = one("{\"t\":" + time + ",\"k\":1}", recordTimestamp, Events.SCHEMA);
    batch.settle(0, 0, 123);
    assertThat(Events.verdict(batch, 0)).isEqualTo(verdict);
    assertThat(batch.clockAfter()).isEqualTo(verdict.equals("good") ? time : 0);
  }

  @Test
  void s8aRecordWithoutATimestampIsGuardedByTheTimeAtWhichItIsRead() {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 5_000);
    frame.record(0, -1, null, Events.utf8("{\"t\":6000,\"k\":1}"));
    frame.record(1, -1, null, Events.utf8("{\"t\":6001,\"k\":1}"));
    EventBatch batch = new EventDecoder(Events.SCHEMA).decode(frame.finish());
    batch.settle(0, 0, 0);

    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.verdict(batch, 1)).isEqualTo("too-far-ahead");
    assertThat(batch.reject(1).detail()).isEqualTo("expected a time at most 1000 ms after it was read, 5000, found 6001, 1001 ms after");
  }

  @Test
  void s8TheRejectSaysHowFarAhead() {
    EventBatch batch = one("{\"t\":5001,\"k\":1}", 4000, Events.SCHEMA);
    batch.settle(0, 0, 0);
    assertThat(batch.reject(0).detail()).isEqualTo("expected a time at most 1000 ms after the record's 4000, found 5001, 1001 ms after");
  }

  @Test
  void s8AGuardWithoutEndLetsEverythingPass() {
    EventSchema schema = new EventSchema(Events.SCHEMA.time(), List.of(), List.of(), List.of(List.of()), Limits.DEFAULTS, Long.MAX_VALUE);
    EventBatch batch = one("{\"t\":253402300799999}", 0, schema);
    batch.settle(0, 0, 0);
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
  }

  @Test
  void aReleasedBatchKnowsWhereItStoodAndNothingOfItsRows() {
    EventBatch batch = one("{\"t\":10,\"k\":1,\"v\":2}", 10, Events.SCHEMA);
    batch.settle(7, 0, 0);
    NumberColumn column = batch.number(0);

    batch.release();

    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.nextOffset()).isEqualTo(8);
    assertThat(batch.clockAfter()).isEqualTo(10);
    assertThatThrownBy(() -> batch.time(0)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> batch.groupValue(0, 0)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> column.fixed(0)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void s2TheClockIsTheHighestTimeOfGoodEventsSoFar() {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 0);
    for (String event : List.of("{\"t\":10,\"k\":1}", "{\"t\":30,\"k\":1}", "{\"t\":20,\"k\":1}", "{\"t\":99,\"k\":[]}", "{\"t\":98}",
        "{\"t\":9000,\"k\":1}")) {
      frame.record(frame.count(), 0, null, Events.utf8(event));
    }
    Frame events = frame.finish();
    assertThat(clockAfter(events, 0)).isEqualTo(30);
    assertThat(clockAfter(events, 29)).isEqualTo(30);
    assertThat(clockAfter(events, 31)).isEqualTo(31);
  }

  @ParameterizedTest
  @CsvSource({"0, good", "5, good", "253402300799999, good", "-1, no-timestamp", "-5, no-timestamp", "253402300800000, out-of-range"})
  void s1TheRecordsTimestampMayBeTheTime(long recordTimestamp, String verdict) {
    EventBatch framed = one("{\"k\":1,\"t\":\"ignored\"}", recordTimestamp, BY_RECORD);
    framed.settle(0, 0, 77);
    assertThat(Events.verdict(framed, 0)).isEqualTo(verdict);

    EventBatch plain = new EventDecoder(BY_RECORD).decodePlain(Events.utf8("{\"k\":1}"), null, List.of());
    plain.settle(0, 0, recordTimestamp);
    assertThat(Events.verdict(plain, 0)).isEqualTo(verdict);
    if (verdict.equals("good")) {
      assertThat(List.of(framed.time(0), plain.time(0), plain.clockAfter())).containsOnly(recordTimestamp);
    }
  }

  @Test
  void aRejectFromTheContentComesBeforeTheRecordsTimestamp() {
    EventBatch batch = one("{\"k\":[]}", -1, BY_RECORD);
    batch.settle(0, 0, -1);
    assertThat(Events.verdict(batch, 0)).isEqualTo("wrong-type");
  }

  @Test
  void theHighestRecordTimestampCountsRejectsToo() {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 0);
    frame.record(0, 5, null, Events.utf8("{\"t\":1,\"k\":1}"));
    frame.record(1, 9, null, null);
    frame.record(2, -1, null, Events.utf8("{\"t\":1,\"k\":1}"));
    EventBatch batch = new EventDecoder(Events.SCHEMA).decode(frame.finish());
    batch.settle(100, 0, 5);
    assertThat(batch.maxRecordTimestamp()).isEqualTo(9);
    assertThat(List.of(batch.firstOffset(), batch.offset(0), batch.offset(2), batch.nextOffset())).containsExactly(100L, 100L, 102L, 103L);
  }

  @Test
  void anIdleBatchCarriesTheTimestampOfItsRecord() {
    EventBatch batch = new EventDecoder(Events.SCHEMA).decode(Frame.idle(4, 900, 50));
    batch.settle(7, 3, 800);
    assertThat(batch.maxRecordTimestamp()).isEqualTo(800);
    assertThat(List.of(batch.wallMs(), batch.quietMs(), batch.clockAfter(), batch.nextOffset())).containsExactly(900L, 50L, 3L, 7L);
  }

  private static long clockAfter(Frame frame, long clockBefore) {
    EventBatch batch = new EventDecoder(Events.SCHEMA).decode(frame);
    batch.settle(0, clockBefore, 0);
    assertThat(batch.clockBefore()).isEqualTo(clockBefore);
    return batch.clockAfter();
  }

  private static EventBatch one(String event, long recordTimestamp, EventSchema schema) {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 0);
    frame.record(0, recordTimestamp, null, Events.utf8(event));
    return new EventDecoder(schema).decode(frame.finish());
  }
}
