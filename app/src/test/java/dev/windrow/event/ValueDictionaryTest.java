package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueDictionaryTest {

  private final ValueDictionary dictionary = new ValueDictionary();

  @Test
  void valuesOfDifferentTypesAreDifferent() {
    int[] ids = {text("1"), number("1"), text("true"), dictionary.bool(true), dictionary.bool(false), text("null"), dictionary.nothing(),
        text("")};
    assertThat(ids).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(canonical(0)).isEqualTo("\"1\"");
    assertThat(canonical(1)).isEqualTo("1");
    assertThat(canonical(4)).isEqualTo("false");
    assertThat(canonical(6)).isEqualTo("null");
    assertThat(new int[] {dictionary.bool(true), dictionary.bool(false), dictionary.nothing()}).containsExactly(3, 4, 6);
    assertThat(dictionary.size()).isEqualTo(8);
  }

  @Test
  void everyWritingOfANumberIsOneValue() {
    int id = number("100e-2");
    assertThat(new int[] {number("1"), number("1.0"), number("1e0"), number("100e-2"), number("0.1e1")}).containsOnly(id);
    assertThat(canonical(id)).isEqualTo("1");
    assertThat(number("-0")).isEqualTo(number("0.00"));
    assertThat(dictionary.size()).isEqualTo(2);
  }

  @Test
  void whatHasNoCanonicalFormGetsNoNumber() {
    assertThat(text("\ud800")).isEqualTo(ValueDictionary.NOT_UNICODE);
    assertThat(text("a\udc00b")).isEqualTo(ValueDictionary.NOT_UNICODE);
    assertThat(number("1e401")).isEqualTo(ValueDictionary.OUT_OF_RANGE);
    assertThat(dictionary.size()).isZero();
  }

  @Test
  void manyValuesKeepTheirNumbers() {
    Random random = new Random(5);
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      String text = Integer.toString(random.nextInt(20_000), 36);
      int id = text(text);
      if (ids.computeIfAbsent(text, key -> id) != id) {
        fail("%s had another number", text);
      }
    }
    assertThat(dictionary.size()).isEqualTo(ids.size());
    assertThat(ids).allSatisfy((text, id) -> assertThat(canonical(id)).isEqualTo('"' + text + '"'));
  }

  @Test
  void aFullDictionaryIsReplacedAndTheOldOneStays() {
    EventDecoder decoder = new EventDecoder(Events.SCHEMA);
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 0);
    for (int i = 0; i < ValueDictionary.MAX_ENTRIES; i++) {
      frame.record(i, 0, null, Events.utf8("{\"t\":1,\"k\":" + i + "}"));
    }
    EventBatch first = decoder.decode(frame.finish());
    EventBatch second = Events.batch(decoder, Events.utf8("{\"t\":1,\"k\":\"new\"}"));
    EventBatch third = Events.batch(decoder, Events.utf8("{\"t\":1,\"k\":\"newer\"}"));
    assertThat(second.dictionary(0)).isNotSameAs(first.dictionary(0)).isSameAs(third.dictionary(0));
    assertThat(Events.group(first, 0, 99_999)).isEqualTo("99999");
    assertThat(Events.group(second, 0, 0)).isEqualTo("\"new\"");
  }

  @Test
  void longValuesFillADictionaryToo() {
    String longText = "x".repeat(1 << 16);
    for (int i = 0; !dictionary.isFull(); i++) {
      text(longText + i);
      assertThat(i).isLessThan(1000);
    }
    assertThat(dictionary.size()).isEqualTo(64);
  }

  private int text(String text) {
    char[] padded = ("<" + text + ">").toCharArray();
    byte[] bytes = new byte[3 * padded.length];
    int size = Utf8.encode(padded, 0, padded.length, bytes);
    return dictionary.text(bytes, 1, size - 1);
  }

  private int number(String number) {
    byte[] padded = Events.utf8("<" + number + ">");
    return dictionary.number(padded, 1, padded.length - 1);
  }

  private String canonical(int id) {
    return new String(dictionary.canonical(id), StandardCharsets.UTF_8);
  }
}
