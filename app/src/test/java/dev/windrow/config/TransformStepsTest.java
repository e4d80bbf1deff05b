package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Step.Writing;
import dev.windrow.event.FieldPath;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How steps are read, what is wrong with them, and how they are written. */
class TransformStepsTest {

  private static final String SOURCE = "sources: [{files: {paths: [a]}, transform: %s}]";

  private static final String ALL = """
      sources:
        - files: {paths: [a]}
          transform:
            - rename: {userId: user_id, meta.ts: timestamp}
            - drop: [password]
            - keep: [user_id, event_type, value, timestamp]
            - constant: {source: api, version: 1.50, live: true, text: "1.50", yes: "true", none: ""}
            - default: {value: 0}
            - lower: [event_type]
            - upper: [country]
            - trim: [a, b.c]
            - title: [name]
            - to-number: [value]
            - to-time: {fields: [timestamp], format: "dd.MM.yyyy HH:mm:ss", zone: Europe/Berlin}
            - to-time: {fields: [seen]}
            - require: [user_id, timestamp]
            - stamp: processed_at
      """;

  @Test
  void everyStepIsRead() throws Exception {
    Map<FieldPath, FieldPath> names = new LinkedHashMap<>();
    names.put(field("userId"), field("user_id"));
    names.put(field("meta.ts"), field("timestamp"));
    assertThat(steps(ALL)).containsExactly(
        new Step.Rename(names),
        new Step.Drop(fields("password")),
        new Step.Keep(fields("user_id", "event_type", "value", "timestamp")),
        new Step.Constant(Map.of(
            field("source"), new Literal.Text("api"),
            field("version"), new Literal.Number(new BigDecimal("1.50")),
            field("live"), new Literal.Truth(true),
            field("text"), new Literal.Text("1.50"),
            field("yes"), new Literal.Text("true"),
            field("none"), new Literal.Text(""))),
        new Step.Default(Map.of(field("value"), new Literal.Number(BigDecimal.ZERO))),
        new Step.Rewrite(Writing.LOWER, fields("event_type")),
        new Step.Rewrite(Writing.UPPER, fields("country")),
        new Step.Rewrite(Writing.TRIM, fields("a", "b.c")),
        new Step.Rewrite(Writing.TITLE, fields("name")),
        new Step.ToNumber(fields("value")),
        new Step.ToTime(fields("timestamp"), new TimeFormat("dd.MM.yyyy HH:mm:ss"), ZoneId.of("Europe/Berlin")),
        new Step.ToTime(fields("seen"), TimeFormat.ISO, ZoneId.of("UTC")),
        new Step.Require(fields("user_id", "timestamp")),
        new Step.Stamp(field("processed_at")));
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() throws Exception {
    Config config = Loading.load(ALL);
    String effective = ConfigLoader.effective(config);

    assertThat(Loading.load(effective)).isEqualTo(config);
    assertThat(ConfigLoader.effective(Loading.load(effective))).isEqualTo(effective);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "~", "1", "true", "0x1f", "a: b", "# a", "${A}", "ä😀\n", "'", "\""})
  void anyConstantTextIsWrittenAndReadAsThatText(String text) throws Exception {
    String yaml = SOURCE.formatted("[constant: {a: " + quoted(text.replace("${", "$${")) + "}]");
    Config config = Loading.load(yaml);

    assertThat(steps(yaml)).containsExactly(new Step.Constant(Map.of(field("a"), new Literal.Text(text))));
    assertThat(Loading.load(ConfigLoader.effective(config))).isEqualTo(config);
  }

  @Test
  void whatAPlaceholderPutsInIsAText() throws Exception {
    Config config = Loading.load(SOURCE.formatted("[{constant: {a: \"${N}\"}}]"), Map.of("HOME", "/", "N", "5"));

    assertThat(config.ingest().sources().get(0).transform()).containsExactly(new Step.Constant(Map.of(field("a"), new Literal.Text("5"))));
  }

  @Test
  void aConstantFromAFileIsASecret(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "hunter2");
    Config config = Loading.load(SOURCE.formatted("[{constant: {a.b: \"${file:" + file + "}\"}}]"));

    assertThat(config.ingest().sources().get(0).transform()).containsExactly(new Step.Constant(Map.of(field("a.b"), new Literal.Text("hunter2"))));
    assertThat(ConfigLoader.effective(config)).contains("a.b: \"(hidden)\"").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "[{lowr: [a]}]             | sources[0].transform[0].lowr: expected one of rename, drop, keep, constant, default, lower, upper, trim, title, to-number, to-time, require, stamp, found an unknown key; did you mean lower?",
      "[stamp]                   | sources[0].transform[0]: expected the name of a step and what it is told, as in drop: [password], found 'stamp'; did you mean stamp?",
      "{drop: [a]}               | sources[0].transform: expected a list of steps, as in [drop: [password], stamp: processed_at], found keys ('drop')",
      "[{drop: [a], keep: [b]}]  | sources[0].transform[0]: expected one step, found drop and keep; steps are done in their order, so each is an item of the list",
      "[{}]                      | sources[0].transform[0]: expected one step, found none; steps are done in their order, so each is an item of the list",
      "[{drop: a}]               | sources[0].transform[0].drop: expected a list with at least one item, found 'a'; a list of one is written in brackets",
      "[{drop: []}]              | sources[0].transform[0].drop: expected a list with at least one item, found an empty list",
      "[{drop: [a..b]}]          | sources[0].transform[0].drop[0]: expected a field name or a dotted path like user.id, found 'a..b'",
      "[{drop: [a, a]}]          | sources[0].transform[0].drop[1]: expected each item once, found the same as sources[0].transform[0].drop[0]",
      "[{rename: {a: .}}]        | sources[0].transform[0].rename.a: expected a field name or a dotted path like user.id, found '.'",
      "[{rename: {a: c, b: c}}]  | sources[0].transform[0].rename: expected a place of its own for each field, found 'c' twice",
      "[{rename: {}}]            | sources[0].transform[0].rename: expected at least one field, as in {userId: user_id}, found an empty map",
      "[{constant: {a: [1]}}]    | sources[0].transform[0].constant.a: expected a text, a number as in JSON, true or false, found a list",
      "[{constant: {a: null}}]   | sources[0].transform[0].constant.a: expected a text, a number as in JSON, true or false, found nothing",
      "[{constant: {a: 0x1f}}]   | sources[0].transform[0].constant.a: expected a text, a number as in JSON, true or false, found '0x1f'; in quotation marks it is a text",
      "[{to-time: {fields: []}}] | sources[0].transform[0].to-time.fields: expected a list with at least one item, found an empty list",
      "[{to-time: {fields: [a], format: HH:mm}}] | sources[0].transform[0].to-time.format: expected iso, epoch-seconds, epoch-millis, or a pattern with year, month and day, as in dd.MM.yyyy HH:mm:ss, found 'HH:mm'",
      "[{to-time: {fields: [a], format: yyyy-MM-dd hh:mm}}] | sources[0].transform[0].to-time.format: expected iso, epoch-seconds, epoch-millis, or a pattern with year, month and day, as in dd.MM.yyyy HH:mm:ss, found 'yyyy-MM-dd hh:mm'",
      "[{to-time: {fields: [a], zone: Europe/Berln}}] | sources[0].transform[0].to-time.zone: expected a time zone, as in Europe/Berlin, +01:00 or UTC, found 'Europe/Berln'; did you mean Europe/Berlin?",
      "[{stamp: }]               | sources[0].transform[0].stamp: expected a field name or a dotted path, as in user.id, found nothing",
  })
  void whatIsWrongIsSaid(String steps, String problem) {
    assertThat(Loading.problems(SOURCE.formatted(steps))).isEqualTo(problem);
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThat(Loading.problems(SOURCE.formatted("[{drop: a}, {lower: [x]}, {lwr: [y]}, {to-time: {format: x, zone: y}}]")).lines()
        .map(line -> line.substring(0, line.indexOf(": "))))
        .containsExactly("sources[0].transform[0].drop", "sources[0].transform[2].lwr", "sources[0].transform[3].to-time.fields",
            "sources[0].transform[3].to-time.format", "sources[0].transform[3].to-time.zone");
  }

  @Test
  void zonesCanBeOffsets() throws Exception {
    assertThat(steps(SOURCE.formatted("[{to-time: {fields: [a], zone: '+01:00'}}]")))
        .containsExactly(new Step.ToTime(fields("a"), TimeFormat.ISO, ZoneOffset.ofHours(1)));
  }

  private static List<Step> steps(String yaml) throws ConfigException {
    return Loading.load(yaml).ingest().sources().get(0).transform();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static FieldPath field(String text) {
    return FieldPath.parse(text);
  }

  private static List<FieldPath> fields(String... texts) {
    return List.of(texts).stream().map(FieldPath::parse).toList();
  }
}
