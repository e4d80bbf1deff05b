package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.value.Group;
import dev.windrow.window.WindowResult.Field;
import dev.windrow.window.WindowResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files hold what other programs rely on: a change there is a change of the format. */
class WindowResultTest {

  static Stream<Arguments> results() {
    return Stream.of(
        Arguments.of("final", theExampleOfTheDesign()),
        Arguments.of("nulls", nulls()),
        Arguments.of("no-groups", noGroups()),
        Arguments.of("unicode", unicode()),
        Arguments.of("numbers", numbers()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void keyAndValueAreTheBytesOfTheGoldenFiles(String name, WindowResult result) throws IOException {
    assertThat(text(result.json().key())).isEqualTo(golden(name + "-key"));
    assertThat(text(result.valueJson())).isEqualTo(golden(name + "-value"));
    assertThat(text(result.json().value())).isEqualTo(golden(name + "-value"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void valueBeginsWithTheKeyAndBothAreJson(String name, WindowResult result) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode key = json.readTree(result.json().key());
    JsonNode value = json.readTree(result.valueJson());

    List<String> names = names(value);
    assertThat(names).startsWith(names(key).toArray(String[]::new)).endsWith("status", "revision").doesNotHaveDuplicates();
    assertThat(names).hasSize(3 + result.groupNames().size() + result.measures().size() + 2);
    assertThat(key.get("aggregation").textValue()).isEqualTo(result.aggregation());
    assertThat(Instant.parse(key.get("window_start").textValue()).toEpochMilli()).isEqualTo(result.start());
    assertThat(Instant.parse(key.get("window_end").textValue()).toEpochMilli()).isEqualTo(result.end());
    assertThat(value.get("revision").longValue()).isEqualTo(result.revision());
  }

  @Test
  void s10NullGroupsAndNullMeasuresAreJsonNulls() {
    assertThat(text(nulls().valueJson())).contains("\"country\":null", "\"sum\":null");
  }

  @Test
  void s11EqualNumbersMakeEqualBytes() {
    WindowResult one = oneGroup(new BigDecimal("1"), new BigDecimal("2.50"));
    WindowResult same = oneGroup(new BigDecimal("1e0"), new BigDecimal("25e-1"));

    assertThat(one.json().key()).isEqualTo(same.json().key());
    assertThat(one.valueJson()).isEqualTo(same.valueJson());
  }

  @Test
  void groupOfAnotherSizeIsRefused() {
    WindowResult result =
        new WindowResult("a", "out", 0, 5, List.of("x", "y"), Group.of(List.of("only")), List.of(), Status.FINAL, 1);

    assertThatIllegalStateException().isThrownBy(result::json).withMessage("expected a group of [x, y], found [\"only\"]");
  }

  @Test
  void s5FinalIsTheFirstRevisionAndNoOther() {
    assertThatIllegalArgumentException().isThrownBy(() -> result(Status.FINAL, 2)).withMessageContaining("FINAL 2");
    assertThatIllegalArgumentException().isThrownBy(() -> result(Status.FINAL, 0)).withMessageContaining("FINAL 0");
    assertThat(result(Status.FINAL, 1).revision()).isEqualTo(1);
  }

  @Test
  void s7RevisedCanBeTheFirstForItsKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> result(Status.REVISED, 0)).withMessageContaining("REVISED 0");
    assertThat(result(Status.REVISED, 1).revision()).isEqualTo(1);
    assertThat(result(Status.REVISED, 2).revision()).isEqualTo(2);
  }

  @Test
  void measureOfAnotherTypeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Field("x", 1.5)).withMessageContaining("java.lang.Double");
  }

  private static WindowResult theExampleOfTheDesign() {
    return new WindowResult(
        "by-event-type",
        "event-aggregates",
        time("2026-11-20T10:15:30Z"),
        time("2026-11-20T10:15:35Z"),
        List.of("event_type"),
        Group.of(List.of("login")),
        List.of(
            new Field("count", 51L),
            number("sum_value", "2556.12"),
            number("avg_value", "50.12"),
            number("min_value", "0.31"),
            number("max_value", "99.7")),
        Status.FINAL,
        1);
  }

  private static WindowResult nulls() {
    return new WindowResult(
        "by-anything",
        "out",
        0,
        250,
        List.of("user.id", "user.vip", "country", "name"),
        Group.of(Arrays.asList(new BigDecimal("42.0"), true, null, "")),
        List.of(new Field("count", 3L), new Field("sum", null), new Field("avg", null), new Field("min", null), new Field("max", null)),
        Status.FINAL,
        1);
  }

  private static WindowResult noGroups() {
    long start = time("2026-11-20T10:15:30.001Z");
    return new WindowResult(
        "all", "out", start, start + 1, List.of(), Group.of(List.of()), List.of(new Field("count", 0L)), Status.REVISED, 1_000_000);
  }

  private static WindowResult unicode() {
    return new WindowResult(
        "größe \"a\\b\"",
        "out",
        time("9999-12-31T23:59:55Z"),
        time("9999-12-31T23:59:55Z") + 5000,
        List.of("ключ", "tab\there"),
        Group.of(List.of("日本語 \uD83D\uDE00 é e\u0301", "\u0000\u0001\u001f\b\f\n\r\t\u007f\u2028/")),
        List.of(new Field("größte", 7L)),
        Status.REVISED,
        2);
  }

  private static WindowResult numbers() {
    return new WindowResult(
        "numbers",
        "out",
        time("2026-11-20T10:15:00Z"),
        time("2026-11-20T10:16:00Z"),
        List.of("n"),
        Group.of(List.of(new BigDecimal("-15e24"))),
        List.of(
            new Field("count", Long.MAX_VALUE),
            number("zero", "-0.00"),
            number("tenths", "0.30"),
            number("whole", "1E+2"),
            number("plain", "-123456789012345678901.5"),
            number("small", "0.0000010"),
            number("smaller", "0.0000001"),
            number("large", "1000000000000000000000"),
            number("exact", "1234567890123456789012345678901234E+367")),
        Status.FINAL,
        1);
  }

  private static WindowResult oneGroup(BigDecimal group, BigDecimal measure) {
    return new WindowResult(
        "a", "out", 0, 5, List.of("g"), Group.of(List.of(group)), List.of(new Field("m", measure)), Status.FINAL, 1);
  }

  private static WindowResult result(Status status, long revision) {
    return new WindowResult("a", "out", 0, 5, List.of(), Group.of(List.of()), List.of(), status, revision);
  }

  private static Field number(String name, String value) {
    return new Field(name, new BigDecimal(value));
  }

  private static long time(String iso) {
    return Instant.parse(iso).toEpochMilli();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The file's text without the line feed at its end. */
  private static String golden(String name) throws IOException {
    try (InputStream file = WindowResultTest.class.getResourceAsStream("/golden/result-" + name + ".json")) {
      String text = text(file.readAllBytes());
      return text.substring(0, text.length() - 1);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
