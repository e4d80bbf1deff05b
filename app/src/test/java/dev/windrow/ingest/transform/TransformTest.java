package dev.windrow.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Literal;
import dev.windrow.config.Step;
import dev.windrow.config.Step.Writing;
import dev.windrow.config.TimeFormat;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.transform.Flaw.Reason;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:15:30.123456Z"), ZoneOffset.UTC);

  @Test
  void stepsAreDoneInTheirOrder() {
    assertThat(done("{'userId':' U7 ','Value':'1.50','password':'x','at':'20.11.2026 10:15:30','deep':{'a':1,'b':2}}",
        rename("userId", "user_id", "Value", "value", "at", "timestamp"),
        new Step.Drop(fields("password", "deep.b", "nothing", "value.x")),
        new Step.Constant(Map.of(field("source.name"), new Literal.Text("api"))),
        new Step.Default(Map.of(field("country"), new Literal.Text("DE"), field("value"), new Literal.Number(BigDecimal.ZERO))),
        new Step.Rewrite(Writing.TRIM, fields("user_id")),
        new Step.Rewrite(Writing.LOWER, fields("user_id", "nothing")),
        new Step.ToNumber(fields("value")),
        new Step.ToTime(fields("timestamp"), new TimeFormat("dd.MM.yyyy HH:mm:ss"), ZoneId.of("Europe/Berlin")),
        new Step.Require(fields("user_id", "timestamp")),
        new Step.Stamp(field("processed_at"))))
        .isEqualTo("{'deep':{'a':1},'user_id':'u7','value':1.50,'timestamp':'2026-11-20T09:15:30Z','source':{'name':'api'},'country':'DE',"
            + "'processed_at':'2026-11-20T10:15:30.123Z'}");
  }

  @Test
  void recordsPassOneByOne() {
    Transform transform = new Transform(List.of(new Step.ToNumber(fields("a"))), CLOCK);
    assertThat(transform.pass(List.of(read("{\"a\":\"1\"}"), read("{\"a\":\"x\"}"), read("{}")))).map(Object::toString).containsExactly(
        new Outcome.Passed(read("{\"a\":1}")).toString(),
        new Outcome.Refused("bad_value", "transform[0] to-number: a: expected a number, found 'x'").toString(),
        new Outcome.Passed(read("{}")).toString());
  }

  @Test
  void numbersKeepTheirDigits() {
    String json = "{'a':0.10,'b':12345678901234567890123456789.123456789,'c':1.000,'d':10}";
    assertThat(done(json, new Step.Drop(fields("nothing")))).isEqualTo(json);
  }

  @Test
  void twoFieldsCanChangePlaces() {
    assertThat(done("{'a':1,'b':2}", rename("a", "b", "b", "a"))).isEqualTo("{'b':1,'a':2}");
  }

  @Test
  void aRenamedFieldReplacesNoOther() {
    assertThat(flaw("{'a':1,'b':2}", rename("a", "b"))).isEqualTo("field_taken transform[0] rename: b: expected no such field yet, found one");
    assertThat(flaw("{'a':1,'b':2}", rename("a", "b.c"))).isEqualTo("field_taken transform[0] rename: b.c: expected an object around it, found something else");
  }

  @Test
  void aFieldMovesIntoAnObjectAndOutOfOne() {
    assertThat(done("{'a':1,'o':{'x':2}}", rename("a", "o.a", "o.x", "x"))).isEqualTo("{'o':{'a':1},'x':2}");
    assertThat(done("{'a':1}", rename("a", "p.q.a"))).isEqualTo("{'p':{'q':{'a':1}}}");
    assertThat(done("{'a':1,'p':null}", rename("a", "p.a"))).isEqualTo("{'p':{'a':1}}");
  }

  @Test
  void whatIsNotKeptIsGone() {
    assertThat(done("{'a':1,'o':{'x':2,'y':3},'b':[1]}", new Step.Keep(fields("b", "o.x", "nothing")))).isEqualTo("{'b':[1],'o':{'x':2}}");
    assertThat(done("{'o':{'x':2,'y':3}}", new Step.Keep(fields("o.x", "o")))).isEqualTo("{'o':{'x':2,'y':3}}");
    assertThat(done("{'o':{'x':2,'y':3}}", new Step.Keep(fields("o", "o.x")))).isEqualTo("{'o':{'x':2,'y':3}}");
  }

  @Test
  void aConstantReplacesAndADefaultDoesNot() {
    Map<FieldPath, Literal> values = Map.of(field("a"), new Literal.Truth(true));
    assertThat(done("{'a':1}", new Step.Constant(values))).isEqualTo("{'a':true}");
    assertThat(done("{'a':1}", new Step.Default(values))).isEqualTo("{'a':1}");
    assertThat(done("{'a':null}", new Step.Default(values))).isEqualTo("{'a':true}");
    assertThat(done("{}", new Step.Default(values))).isEqualTo("{'a':true}");
  }

  @Test
  void whatIsInTheWayOfAValueIsAFlaw() {
    Map<FieldPath, Literal> values = Map.of(field("a.b"), new Literal.Text("x"));
    String detail = "a.b: expected an object around it, found something else";
    assertThat(flaw("{'a':1}", new Step.Constant(values))).isEqualTo("field_taken transform[0] constant: " + detail);
    assertThat(flaw("{'a':[]}", new Step.Default(values))).isEqualTo("field_taken transform[0] default: " + detail);
    assertThat(flaw("{'a':'x'}", new Step.Stamp(field("a.b")))).isEqualTo("field_taken transform[0] stamp: " + detail);
  }

  @Test
  void whatIsRequiredAndMissingIsAFlaw() {
    Step require = new Step.Require(fields("a", "b.c"));
    assertThat(done("{'a':false,'b':{'c':''}}", require)).isEqualTo("{'a':false,'b':{'c':''}}");
    assertThat(flaw("{'a':1}", require)).isEqualTo("missing_field transform[0] require: b.c: expected a value, found none");
    assertThat(flaw("{'a':null}", require)).isEqualTo("missing_field transform[0] require: a: expected a value, found null");
  }

  @Test
  void nullsAreLeftAlone() {
    String json = "{'a':null}";
    List<FieldPath> a = fields("a");
    assertThat(done(json, new Step.Rewrite(Writing.LOWER, a), new Step.ToNumber(a), new Step.ToTime(a, TimeFormat.ISO, ZoneOffset.UTC))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
      "LOWER, ÄÖ İ ΣΑΣ, äö i̇ σας", "UPPER, straße ı i, STRASSE I I", "TRIM, `\u2003 a b \u3000`, a b", "TITLE, `o'NEIL-smith and MÜLLER`, `O'neil-Smith And Müller`",
      "TITLE, ǆ 3rd e\u0301cole, ǅ 3rd E\u0301cole", "TITLE, ``, ``", "TITLE, `'quoted'`, `'Quoted'`", "TITLE, 😀𐐨b, 😀𐐀b"})
  void textsAreWrittenInAnotherWay(Writing writing, String text, String expected) {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("a", text);
    assertThat(new Transform(List.of(new Step.Rewrite(writing, fields("a"))), CLOCK).apply(record)).isEmpty();
    assertThat(record.path("a").textValue()).isEqualTo(expected);
  }

  @Test
  void onlyTextsAreWrittenInAnotherWay() {
    assertThat(flaw("{'a':7}", new Step.Rewrite(Writing.UPPER, fields("a")))).isEqualTo("bad_value transform[0] upper: a: expected text, found '7'");
    assertThat(flaw("{'a':[7]}", new Step.Rewrite(Writing.TITLE, fields("a")))).isEqualTo("bad_value transform[0] title: a: expected text, found a list");
  }

  @ParameterizedTest
  @CsvSource({"1.50, 1.50", "' 7 ', 7", "+5, 5", "-0.0, 0.0", "007, 7", ".5, 0.5", "5., 5", "1e3, 1E+3", "123456789012345678901234567890.5, 123456789012345678901234567890.5"})
  void aTextBecomesANumberWithItsDigits(String text, String number) {
    assertThat(done("{'a':'" + text + "'}", new Step.ToNumber(fields("a")))).isEqualTo("{'a':" + number + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'abc'", "''", "'1,5'", "'1 2'", "'0x1f'", "'NaN'", "'1e999'", "'12345678901234567890123456789012345'", "true", "[1]", "{}", "'\u0661'", "'--1'", "'1e'", "'.'"})
  void whatIsNoNumberIsAFlaw(String value) {
    assertThat(flaw("{'a':" + value + "}", new Step.ToNumber(fields("a")))).startsWith("bad_value transform[0] to-number: a: expected a number, found ");
  }

  @Test
  void aFlawIsPrintable() {
    assertThat(flaw("{'a':'x\\n\\u202e'}", new Step.ToNumber(fields("a")))).endsWith("found 'x\\u000a\\u202e'");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "iso | UTC | '2026-11-20T10:15:30Z' | 2026-11-20T10:15:30Z",
      "iso | UTC | '2026-11-20 10:15' | 2026-11-20T10:15:00Z",
      "iso | UTC | '2026-11-20t10:15:30.123456789z' | 2026-11-20T10:15:30.123456789Z",
      "iso | Europe/Berlin | '2026-11-20T10:15:30' | 2026-11-20T09:15:30Z",
      "iso | Europe/Berlin | '2026-11-20T10:15:30+05:30' | 2026-11-20T04:45:30Z",
      "iso | Europe/Berlin | '2026-11-20T10:15:30-08' | 2026-11-20T18:15:30Z",
      "iso | Europe/Berlin | '2026-11-20T10:15:30+0130' | 2026-11-20T08:45:30Z",
      "iso | Europe/Berlin | '2026-07-01' | 2026-06-30T22:00:00Z",
      "epoch-seconds | UTC | 1795169730 | 2026-11-20T10:15:30Z",
      "epoch-seconds | UTC | '1795169730.25' | 2026-11-20T10:15:30.250Z",
      "epoch-seconds | UTC | -0.5 | 1969-12-31T23:59:59.500Z",
      "epoch-seconds | UTC | 1.0000000019 | 1970-01-01T00:00:01.000000001Z",
      "epoch-millis | UTC | 1795169730123 | 2026-11-20T10:15:30.123Z",
      "epoch-millis | UTC | 1.7951697301235E12 | 2026-11-20T10:15:30.123500Z",
      "dd.MM.yyyy HH:mm:ss | Europe/Berlin | '20.11.2026 10:15:30' | 2026-11-20T09:15:30Z",
      "dd.MM.yyyy HH:mm:ss | Europe/Berlin | '25.10.2026 02:30:00' | 2026-10-25T00:30:00Z",
      "dd.MM.yyyy HH:mm:ss | Europe/Berlin | '29.03.2026 02:30:00' | 2026-03-29T01:30:00Z",
      "d MMM yy h:mm a | UTC | '5 NOV 26 1:05 pm' | 2026-11-05T13:05:00Z",
      "yyyyMMdd | UTC | 20261120 | 2026-11-20T00:00:00Z",
      "yyyy-MM-dd | America/Sao_Paulo | '2018-11-04' | 2018-11-04T03:00:00Z",
      "yyyy-MM-dd HH:mm:ss VV | UTC | '2026-11-20 10:15:30 Asia/Tokyo' | 2026-11-20T01:15:30Z",
      "EEE, dd MMM uuuu HH:mm:ss xx | UTC | 'Fri, 20 Nov 2026 10:15:30 +0100' | 2026-11-20T09:15:30Z"})
  void aTimeBecomesOneInIsoAndUtc(String format, String zone, String value, String expected) {
    assertThat(done("{'a':" + value + "}", new Step.ToTime(fields("a"), new TimeFormat(format), ZoneId.of(zone)))).isEqualTo("{'a':'" + expected + "'}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "iso | 'yesterday'", "iso | '2026-02-30T00:00'", "iso | '2026-11-20T10:15:30ZZ'", "iso | '2026-11-20T10:15:30+01:00+01'", "iso | '2026-11-20T10:15:30+1'", "iso | '2026-11-20T24:00'", "iso | true", "iso | {}", "iso | ''", "iso | 20261120",
      "epoch-seconds | '12:00'", "epoch-seconds | 1e300", "epoch-seconds | 253402300800", "epoch-millis | 'abc'", "epoch-millis | [1]",
      "dd.MM.yyyy HH:mm:ss | '30.02.2026 10:00:00'", "dd.MM.yyyy HH:mm:ss | '2026-11-20T10:15:30Z'", "dd.MM.yyyy HH:mm:ss | '1.1.2026 10:00:00'",
      "dd.MM.yyyy HH:mm:ss | '20.11.2026 25:00:00'", "yyyy-MM-dd | '2026-11-20x'"})
  void whatIsNoSuchTimeIsAFlaw(String format, String value) {
    assertThat(flaw("{'a':" + value + "}", new Step.ToTime(fields("a"), new TimeFormat(format), ZoneOffset.UTC)))
        .startsWith("bad_value transform[0] to-time: a: expected a time as in " + format + ", found ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyTimeSurvivesEveryFormat(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));
      String iso = time.toString();
      for (String format : List.of("iso", "yyyy/MM/dd HH.mm.ss", "d.M.yyyy h:m:s a", "DDD uuuu HHmmss")) {
        String text = format.equals("iso") ? iso : new TimeFormat(format).formatter().orElseThrow().format(time.atZone(ZoneOffset.UTC));
        assertThat(new Times(new TimeFormat(format), ZoneOffset.UTC).parse(text)).as("seed %d: %s of %s", seed, text, iso).contains(time);
      }
      assertThat(new Times(TimeFormat.EPOCH_SECONDS, ZoneOffset.UTC).parse(Long.toString(time.getEpochSecond()))).contains(time);
      assertThat(new Times(TimeFormat.EPOCH_MILLIS, ZoneOffset.UTC).parse(Long.toString(time.toEpochMilli()))).contains(time);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRecordIsDoneOrHasAFlawAndFieldsThatNoStepNamesStay(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      ObjectNode record = randomRecord(random);
      record.put("untouched", i);
      String before = record.toString();
      Optional<Flaw> flaw = new Transform(randomSteps(random), CLOCK).apply(record);
      String after = record.toString();

      assertThat(record.path("untouched").intValue()).as("seed %d: %s became %s, %s", seed, before, after, flaw).isEqualTo(i);
      assertThat(read(after)).hasToString(after);
      flaw.ifPresent(found -> assertThat(found.detail()).matches("transform\\[[0-9]] [a-z-]+: [abc.]+: expected .*, found .*"));
    }
  }

  private static ObjectNode randomRecord(Random random) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("a", "b", "c")) {
      switch (random.nextInt(7)) {
        case 0 -> record.put(name, "T" + random.nextInt());
        case 1 -> record.put(name, Integer.toString(random.nextInt()));
        case 2 -> record.put(name, new BigDecimal(random.nextInt()).movePointLeft(3));
        case 3 -> record.putNull(name);
        case 4 -> record.putArray(name).add(1);
        case 5 -> record.putObject(name).put("a", random.nextBoolean()).put("b", "x");
        default -> { }
      }
    }
    return record;
  }

  private static List<Step> randomSteps(Random random) {
    List<Step> all = List.of(
        rename("a", "b"), rename("a.b", "c", "c", "a.b"), new Step.Drop(fields("b", "a.a")), new Step.Constant(Map.of(field("a.c"), new Literal.Text("x"))),
        new Step.Default(Map.of(field("b.a"), new Literal.Truth(false))), new Step.Rewrite(Writing.TITLE, fields("a")), new Step.ToNumber(fields("b")),
        new Step.ToTime(fields("c"), TimeFormat.EPOCH_SECONDS, ZoneOffset.UTC), new Step.Require(fields("a", "b.b")), new Step.Stamp(field("c.c")));
    return random.ints(1 + random.nextInt(5), 0, all.size()).mapToObj(all::get).toList();
  }

  private static String done(String json, Step... steps) {
    ObjectNode record = read(json.replace('\'', '"'));
    assertThat(new Transform(List.of(steps), CLOCK).apply(record)).isEmpty();
    return record.toString().replace('"', '\'');
  }

  private static String flaw(String json, Step step) {
    ObjectNode record = read(json.replace('\'', '"'));
    Flaw flaw = new Transform(List.of(step), CLOCK).apply(record).orElseThrow(() -> new AssertionError("expected a flaw, found " + record));
    assertThat(flaw.reason()).isIn((Object[]) Reason.values());
    return flaw.reason().code() + " " + flaw.detail();
  }

  /** As records are read on their way. */
  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Step rename(String... fromAndTo) {
    Map<FieldPath, FieldPath> names = new LinkedHashMap<>();
    for (int i = 0; i < fromAndTo.length; i += 2) {
      names.put(field(fromAndTo[i]), field(fromAndTo[i + 1]));
    }
    return new Step.Rename(names);
  }

  private static FieldPath field(String text) {
    return FieldPath.parse(text);
  }

  private static List<FieldPath> fields(String... texts) {
    return List.of(texts).stream().map(FieldPath::parse).toList();
  }
}
