package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

  @Test
  void readsTheUsedFieldsOfAnEvent() {
    EventBatch batch = Events.batch(
        Events.schema("timestamp", List.of("event_type"), List.of("value")),
        "{\"timestamp\":\"1970-01-01T00:00:30.123456\",\"user_id\":417,\"event_type\":\"purchase\",\"value\":57.31298}");
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(batch.time(0)).isEqualTo(30_123);
    assertThat(Events.group(batch, 0, 0)).isEqualTo("\"purchase\"");
    assertThat(Events.number(batch, 0, 0)).isEqualTo(new BigDecimal("57.31298"));
    assertThat(batch.number(0).fixed(0)).isEqualTo(57_312_980_000L);
    assertThat(batch.clockAfter()).isEqualTo(30_123);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "`\"a\"`, `\"a\"`", "`\"\\u00e9\"`, `\"é\"`", "`\"é\"`, `\"é\"`", "`\"\\ud83d\\ude00\"`, `\"😀\"`", "`\"\\/\\u0041\\n\"`, `\"/A\\n\"`",
    "`\"\\u0000\"`, `\"\\u0000\"`", "1, 1", "1.0, 1", "1e0, 1", "-0, 0", "0.50, 0.5", "1e25, 1e25", "true, true", "false, false",
    "null, null", "`\"\"`, `\"\"`"})
  void groupValuesAreCanonical(String written, String canonical) {
    EventBatch batch = Events.batch(Events.SCHEMA, "{\"t\":1,\"k\":" + written + "}");
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.group(batch, 0, 0)).isEqualTo(canonical);
  }

  @Test
  void equalGroupValuesHaveOneNumberHoweverTheyAreWritten() {
    EventBatch batch = Events.batch(Events.SCHEMA,
        "{\"t\":1,\"k\":1}", "{\"t\":1,\"k\":1.0}", "{\"t\":1,\"k\":1e0}", "{\"t\":1,\"k\":\"1\"}", "{\"t\":1,\"k\":\"é\"}",
        "{\"t\":1,\"k\":\"\\u00E9\"}");
    assertThat(batch.groupValue(0, 1)).isEqualTo(batch.groupValue(0, 0));
    assertThat(batch.groupValue(0, 2)).isEqualTo(batch.groupValue(0, 0));
    assertThat(batch.groupValue(0, 3)).isNotEqualTo(batch.groupValue(0, 0));
    assertThat(batch.groupValue(0, 5)).isEqualTo(batch.groupValue(0, 4));
    assertThat(batch.dictionary(0).size()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"t\":1,\"k\":1}", "{\"t\":1,\"k\":1,\"v\":null}"})
  void s10MissingAndNullMeasuresAreNone(String event) {
    EventBatch batch = Events.batch(Events.SCHEMA, event);
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(batch.number(0).isNone(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-0, 0", "1e3, 1000", "1.0000000000, 1", "1e30, 1e30",
      "1234567890123456789012345678901234, 1234567890123456789012345678901234",
    "0.0000000001, 1e-10", "9999999999.5, 9999999999.5"})
  void s11MeasuresAreExact(String written, BigDecimal value) {
    EventBatch batch = Events.batch(Events.SCHEMA, "{\"t\":1,\"k\":1,\"v\":" + written + "}");
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.number(batch, 0, 0)).isEqualByComparingTo(value);
  }

  @Test
  void s10AnEventIsSkippedOnlyWhenEveryAggregationLacksAField() {
    EventSchema byEither = Events.schema("t", List.of("a", "b"), List.of(), List.of(List.of(0), List.of(0, 1)), Limits.DEFAULTS);
    EventBatch batch = Events.batch(byEither, "{\"t\":1,\"a\":1}", "{\"t\":1,\"b\":1}", "{\"t\":1}");
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.group(batch, 1, 0)).isEqualTo("missing");
    assertThat(Events.verdict(batch, 1)).isEqualTo("skipped-by-all");
    assertThat(batch.reject(1).detail()).isEqualTo("expected the fields that some aggregation groups by, found no a");
    assertThat(batch.reject(2).detail()).endsWith("found no a, b");

    EventSchema byNothing = Events.schema("t", List.of("a"), List.of(), List.of(List.of(0), List.of()), Limits.DEFAULTS);
    assertThat(Events.verdict(Events.batch(byNothing, "{\"t\":1}"), 0)).isEqualTo("good");
  }

  @Test
  void onlyTheWholePathLeadsToANestedField() {
    EventSchema nested = Events.schema("meta.t", List.of("user.id", "user"), List.of("user.score.last"), List.of(List.of(0)),
        Limits.DEFAULTS);
    EventBatch batch = Events.batch(nested,
        "{\"user\":{\"id\":7,\"id2\":{\"id\":8},\"score\":{\"last\":1.5}},\"meta\":{\"x\":[{\"t\":9}],\"t\":5}}",
        "{\"meta\":{\"t\":5},\"user.id\":3,\"id\":4}",
        "{\"meta\":[{\"t\":5}],\"user\":{\"id\":1}}");
    assertThat(Events.verdict(batch, 0)).isEqualTo("wrong-type");
    assertThat(batch.reject(0).detail()).isEqualTo("user: expected a string, number, boolean or null, found an object");
    assertThat(Events.verdict(batch, 1)).isEqualTo("skipped-by-all");
    assertThat(Events.verdict(batch, 2)).isEqualTo("no-timestamp");
  }

  @Test
  void nestedFieldsAreReadFromWhereverTheyStand() {
    EventSchema nested = Events.schema("meta.t", List.of("user.id"), List.of("user.score.last"));
    EventBatch batch = Events.batch(nested,
        "{\"user\":{\"x\":{\"id\":8},\"score\":{\"first\":1,\"last\":1.5},\"id\":7},\"meta\":{\"x\":[{\"t\":9}],\"t\":5}}",
        "{\"meta\":{\"t\":6},\"score\":{\"last\":3},\"user\":{\"id\":null,\"last\":4}}");
    assertThat(List.of(batch.time(0), Events.group(batch, 0, 0), Events.number(batch, 0, 0))).hasToString("[5, 7, 1.5]");
    assertThat(List.of(batch.time(1), Events.group(batch, 0, 1))).hasToString("[6, null]");
    assertThat(batch.number(0).isNone(1)).isTrue();
  }

  @Test
  void aParentThatIsNoObjectCountsAsMissing() {
    EventSchema nested = Events.schema("t", List.of("k"), List.of("a.b"), List.of(List.of(0)), Limits.DEFAULTS);
    EventBatch batch = Events.batch(nested, "{\"t\":1,\"k\":1,\"a\":5}", "{\"t\":1,\"k\":1,\"a\":[{\"b\":1}]}",
        "{\"t\":1,\"k\":1,\"a\":null}",
        "{\"t\":1,\"k\":1,\"a\":\"b\"}", "{\"t\":1,\"k\":1,\"a\":{\"b\":3}}");
    for (int row = 0; row < 4; row++) {
      assertThat(Events.verdict(batch, row)).isEqualTo("good");
      assertThat(batch.number(0).isNone(row)).isTrue();
    }
    assertThat(Events.number(batch, 0, 4)).isEqualTo("3");
  }

  @Test
  void oneFieldMayBeTimeGroupAndMeasureAtOnce() {
    EventBatch batch = Events.batch(Events.schema("t", List.of("t"), List.of("t")), "{\"t\":5}", "{\"t\":\"1970-01-01T00:00:00Z\"}");
    assertThat(batch.time(0)).isEqualTo(5);
    assertThat(Events.group(batch, 0, 0)).isEqualTo("5");
    assertThat(Events.number(batch, 0, 0)).isEqualTo("5");
    assertThat(Events.verdict(batch, 1)).isEqualTo("wrong-type");
  }

  @Test
  void theLastOfARepeatedFieldWins() {
    EventBatch batch = Events.batch(Events.SCHEMA,
        "{\"t\":1,\"k\":\"a\",\"v\":1,\"t\":2,\"k\":\"b\",\"v\":2}",
        "{\"t\":1,\"k\":{},\"v\":\"x\",\"k\":\"b\",\"v\":null}",
        "{\"t\":\"x\",\"k\":1,\"t\":7}",
        "{\"t\":7,\"k\":1,\"t\":\"x\"}",
        "{\"t\":7,\"k\":1,\"t\":null}",
        "{\"t\":7,\"k\":1,\"k\":[]}",
        "{\"t\":7,\"k\":1,\"v\":1e999,\"v\":3}");
    assertThat(List.of(batch.time(0), Events.group(batch, 0, 0), Events.number(batch, 0, 0))).containsExactly(2L, "\"b\"",
        new BigDecimal(2));
    assertThat(Events.group(batch, 0, 1)).isEqualTo("\"b\"");
    assertThat(batch.number(0).isNone(1)).isTrue();
    assertThat(verdicts(batch)).containsExactly("good", "good", "good", "bad-timestamp", "no-timestamp", "wrong-type", "good");
  }

  @Test
  void aRepeatedParentForgetsWhatTheEarlierOneSaid() {
    EventSchema nested = Events.schema("t", List.of("u.k", "u"), List.of("u.v"), List.of(List.of(0), List.of()), Limits.DEFAULTS);
    EventBatch batch = Events.batch(nested,
        "{\"t\":1,\"u\":{\"k\":1,\"v\":2},\"u\":\"x\"}",
        "{\"t\":1,\"u\":{\"k\":1,\"v\":\"no number\"},\"u\":null}",
        "{\"t\":1,\"u\":{\"k\":1,\"v\":2},\"u\":{\"k\":3},\"u\":7}");
    assertThat(verdicts(batch)).containsExactly("good", "good", "good");
    for (int row = 0; row < 3; row++) {
      assertThat(Events.group(batch, 0, row)).isEqualTo("missing");
      assertThat(batch.number(0).isNone(row)).isTrue();
    }
    assertThat(Events.group(batch, 1, 2)).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "`{\"k\":1}`, no-timestamp", "`{\"t\":null,\"k\":1}`, no-timestamp", "`{\"t\":true,\"k\":1}`, bad-timestamp",
    "`{\"t\":{},\"k\":1}`, bad-timestamp",
    "`{\"t\":[1],\"k\":1}`, bad-timestamp", "`{\"t\":\"yesterday\",\"k\":1}`, bad-timestamp", "`{\"t\":-1,\"k\":1}`, before-1970",
    "`{\"t\":1e300,\"k\":1}`, out-of-range", "`{\"t\":1,\"k\":{}}`, wrong-type", "`{\"t\":1,\"k\":[]}`, wrong-type",
    "`{\"t\":1,\"k\":\"\\ud800\"}`, wrong-type", "`{\"t\":1,\"k\":1e401}`, out-of-range", "`{\"t\":1,\"k\":1,\"v\":\"1\"}`, wrong-type",
    "`{\"t\":1,\"k\":1,\"v\":true}`, wrong-type", "`{\"t\":1,\"k\":1,\"v\":{}}`, wrong-type", "`{\"t\":1,\"k\":1,\"v\":[1]}`, wrong-type",
    "`{\"t\":1,\"k\":1,\"v\":12345678901234567890123456789012345}`, out-of-range", "`{\"t\":1}`, skipped-by-all",
    "`{\"t\":1002000,\"k\":1}`, too-far-ahead",
    "`[]`, not-an-object", "`1`, not-an-object", "`-1.5e3`, not-an-object", "`\"x\"`, not-an-object", "`null`, not-an-object",
    "`true`, not-an-object",
    "`[{\"t\":1,\"k\":1}]`, not-an-object", "`{}`, no-timestamp", "`{\"t\":-1,\"k\":{},\"v\":\"1\"}`, before-1970",
    "`{\"k\":{},\"v\":\"1\"}`, no-timestamp",
    "`{\"v\":\"1\",\"t\":1}`, wrong-type"})
  void s9WhatCannotBeUsedIsRejectedWithItsReason(String event, String reason) {
    EventBatch batch = Events.batch(Events.SCHEMA, event, "{\"t\":1,\"k\":1}");
    assertThat(Events.verdict(batch, 0)).isEqualTo(reason);
    assertThat(Events.verdict(batch, 1)).isEqualTo("good");
    assertThat(batch.clockAfter()).isEqualTo(1);
  }

  @Test
  void recordsWithoutAValueAreRejected() {
    EventBatch batch = Events.batch(new EventDecoder(Events.SCHEMA), null, new byte[0], Events.utf8(" \n"));
    assertThat(verdicts(batch)).containsExactly("no-value", "no-value", "not-json");
  }

  @Test
  void detailsSayWhatWasFoundWhere() {
    EventBatch batch = Events.batch(Events.SCHEMA,
        "{\"t\":1,\"k\":1,\"v\":\"é\u0001\"}".replace("\u0001", "\\u0001"), "{\"t\":\"" + "x".repeat(1000) + "\"}", "{\"t\":1,}",
        "{\"t\":1e99,\"k\":1}");
    assertThat(batch.reject(0).detail()).isEqualTo("v: expected a number, found the string \\u00e9\\u0001");
    assertThat(batch.reject(1).detail())
        .isEqualTo("t: expected a time like 2026-11-20T10:15:30.250Z or epoch milliseconds, found " + "x".repeat(60) + "...");
    assertThat(batch.reject(2).detail()).startsWith("byte 7: ");
    assertThat(batch.reject(3).detail()).isEqualTo("t: expected a time up to the year 9999, found 1e99");
  }

  @Test
  void anEventOnItsOwnIsABatchOfOne() {
    EventDecoder decoder = new EventDecoder(Events.SCHEMA);
    byte[] value = Events.utf8("{\"t\":12,\"k\":1}");
    EventBatch batch = decoder.decodePlain(value, new byte[] {1}, List.of(new RawHeader("h", null)));
    batch.settle(99, 20, 15);
    assertThat(batch.size()).isEqualTo(1);
    assertThat(List.of(batch.time(0), batch.offset(0), batch.nextOffset(), batch.recordTimestamp(0), batch.maxRecordTimestamp(),
        batch.clockAfter()))
        .containsExactly(12L, 99L, 100L, 15L, 15L, 20L);
    RawRecord raw = batch.raw(0);
    assertThat(raw.value()).isEqualTo(value);
    assertThat(raw.key()).containsExactly(1);
    assertThat(raw.headers()).containsExactly(new RawHeader("h", null));
    assertThat(List.of(raw.offset(), raw.timestamp())).containsExactly(99L, 15L);
  }

  @Test
  void twoBatchesOfOneDecoderAreAliveAtOnce() {
    EventDecoder decoder = new EventDecoder(Events.SCHEMA);
    EventBatch first = Events.batch(decoder, Events.utf8("{\"t\":1,\"k\":\"a\",\"v\":1}"));
    EventBatch second = Events.batch(decoder, Events.utf8("{\"t\":2,\"k\":\"b\",\"v\":2}"));
    assertThat(Events.group(first, 0, 0)).isEqualTo("\"a\"");
    assertThat(Events.group(second, 0, 0)).isEqualTo("\"b\"");
    assertThat(List.of(first.time(0), second.time(0))).containsExactly(1L, 2L);
    assertThat(Events.number(first, 0, 0)).isEqualTo("1");
  }

  private static List<String> verdicts(EventBatch batch) {
    String[] verdicts = new String[batch.size()];
    Arrays.setAll(verdicts, row -> Events.verdict(batch, row));
    return List.of(verdicts);
  }
}
