package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitsTest {

  @Test
  void aRecordMayBeAsLongAsTheLimitAndNoLonger() {
    EventSchema schema = Events.limited(new Limits(20, 64, 20));
    EventBatch batch = Events.batch(schema, "{\"t\":1,\"k\":1}".concat(" ".repeat(7)), "{\"t\":1,\"k\":1}".concat(" ".repeat(8)),
        "x".repeat(21));
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.verdict(batch, 1)).isEqualTo("too-large");
    assertThat(batch.reject(1).detail()).isEqualTo("expected at most 20 bytes, found 21");
    assertThat(Events.verdict(batch, 2)).isEqualTo("too-large");
  }

  @Test
  void aDocumentMayBeAsDeepAsTheLimitAndNoDeeper() {
    for (String[] bracket : new String[][] {{"[", "]"}, {"{\"a\":", "}"}, {"[{\"a\":", "}]"}}) {
      for (int depth = 2; depth <= 12; depth++) {
        EventSchema schema = Events.limited(new Limits(10_000, depth, 10_000));
        int levels = 1 + bracket[0].replaceAll("[^\\[{]", "").length() * 5;
        String inner = "0";
        for (int i = 0; i < 5; i++) {
          inner = bracket[0] + inner + bracket[1];
        }
        EventBatch batch = Events.batch(schema, "{\"t\":1,\"k\":1,\"x\":" + inner + "}", "{\"t\":1,\"k\":1}");
        assertThat(Events.verdict(batch, 0)).as("%s at depth %d", inner, depth).isEqualTo(levels <= depth ? "good" : "too-deep");
        assertThat(Events.verdict(batch, 1)).isEqualTo("good");
      }
    }
  }

  @Test
  void depthCountsInUsedFieldsAndOutsideOfObjectsToo() {
    EventSchema schema = Events.schema("t", List.of("a.b.c"), List.of(), List.of(List.of(0)), new Limits(1000, 3, 1000));
    EventBatch batch = Events.batch(schema, "{\"t\":1,\"a\":{\"b\":{\"c\":1}}}", "{\"t\":1,\"a\":{\"b\":{\"c\":[]}}}", "[[[]]]",
        "[[[[]]]]");
    assertThat(Events.verdict(batch, 0)).isEqualTo("good");
    assertThat(Events.verdict(batch, 1)).isEqualTo("too-deep");
    assertThat(Events.verdict(batch, 2)).isEqualTo("not-an-object");
    assertThat(Events.verdict(batch, 3)).isEqualTo("too-deep");
    assertThat(batch.reject(3).detail()).endsWith("expected at most 3 levels, found more");
  }

  @Test
  void stringsAndNamesMayBeAsLongAsTheLimitAndNoLonger() {
    EventSchema schema = Events.limited(new Limits(10_000, 64, 30));
    for (String document : new String[] {"{\"t\":1,\"k\":\"@\"}", "{\"t\":1,\"k\":1,\"x\":[\"@\"]}", "{\"t\":1,\"k\":1,\"@\":1}",
        "{\"t\":1,\"k\":1,\"x\":{\"@\":{}}}"}) {
      for (String filler : new String[] {"a".repeat(30), "é".repeat(15), "\\\"".repeat(15), "\\\\".repeat(15), "\\u00e9".repeat(5)}) {
        EventBatch batch = Events.batch(schema, document.replace("@", filler), document.replace("@", filler + "a"));
        assertThat(Events.verdict(batch, 0)).as("%s with %s", document, filler).isEqualTo("good");
        assertThat(Events.verdict(batch, 1)).as("%s with %s", document, filler).isEqualTo("too-large");
        assertThat(batch.reject(1).detail()).contains("expected strings of at most 30 bytes, found 31");
      }
    }
  }

  @Test
  void whatIsMalformedIsNotTooLarge() {
    EventSchema schema = Events.limited(new Limits(10_000, 64, 30));
    assertThat(Events.verdict(Events.batch(schema, "{\"x\":\"" + "a".repeat(50) + "\",}"), 0)).isEqualTo("not-json");
    assertThat(Events.verdict(Events.batch(schema, "{\"x\":\"" + "a".repeat(50)), 0)).isEqualTo("not-json");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void longNumbersAreCheapWhetherUsedOrNot() {
    String digits = "7".repeat(1_000_000);
    String[] numbers = {digits, "-" + digits, "0." + digits, digits + "." + digits.substring(990_000), "1e" + digits, "1e-" + digits,
        "1" + "0".repeat(1_000_000)};
    EventSchema schema = Events.limited(new Limits(2 << 20, 64, 1000));
    for (String number : numbers) {
      EventBatch batch = Events.batch(schema, "{\"t\":1,\"k\":1,\"x\":" + number + "}", "{\"t\":1,\"k\":1,\"v\":" + number + "}",
          "{\"t\":1,\"k\":" + number + "}", "{\"t\":" + number + ",\"k\":1}");
      assertThat(Events.verdict(batch, 0)).isEqualTo("good");
      assertThat(Events.verdict(batch, 1)).isEqualTo("out-of-range");
      assertThat(Events.verdict(batch, 2)).isEqualTo("out-of-range");
      assertThat(batch.reject(2).detail()).startsWith("k: expected at most 34 digits and an exponent within 400").hasSizeLessThan(200);
      assertThat(Events.verdict(batch, 3)).isIn("out-of-range", "good");
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void manyDifferentNamesAreNoBurden() {
    EventDecoder decoder = new EventDecoder(Events.SCHEMA);
    StringBuilder document = new StringBuilder("{\"t\":1,\"k\":1");
    for (int i = 0; document.length() < 1_000_000; i++) {
      document.append(",\"name").append(i).append("\":0");
    }
    byte[] bytes = Events.utf8(document.append('}').toString());
    for (int round = 0; round < 20; round++) {
      assertThat(Events.verdict(Events.batch(decoder, bytes), 0)).isEqualTo("good");
    }
  }

  @Test
  void aLongLivedDecoderReplacesItsParserUnnoticed() {
    EventDecoder decoder = new EventDecoder(Events.SCHEMA);
    byte[] document = Events.utf8("{\"t\":1,\"k\":\"a\"" + " ".repeat(1_000_000) + "}");
    for (int round = 0; round < 30; round++) {
      EventBatch batch = Events.batch(decoder, document);
      assertThat(Events.verdict(batch, 0)).isEqualTo("good");
      assertThat(batch.groupValue(0, 0)).isZero();
    }
  }

  @Test
  void limitsBelowOneAreRefused() {
    assertThatThrownBy(() -> new Limits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("record 0");
  }
}
