package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentScannerTest {

  private static final Limits LIMITS = new Limits(1 << 20, 6, 40);
  private static final EventSchema SCHEMA = Events.schema("t", List.of("k", "a.b", "näme"), List.of("v", "a.v"), List.of(List.of(0)), LIMITS);

  private final Transcript told = new Transcript();
  private final Transcript toldByReader = new Transcript();
  private final DocumentScanner scanner = new DocumentScanner(Field.tree(SCHEMA), told, LIMITS);
  private final DocumentReader reader = new DocumentReader(Field.tree(SCHEMA), toldByReader, LIMITS);
  private long number;

  /** What a sink is told, in words. */
  private static final class Transcript implements FieldSink {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void text(Field field, byte[] bytes, int from, int to) {
      lines.add(field.path() + " text " + Utf8.decode(bytes, from, to, to - from));
    }

    @Override
    public void number(Field field, byte[] bytes, int from, int to) {
      lines.add(field.path() + " number " + Utf8.decode(bytes, from, to, to - from));
    }

    @Override
    public void bool(Field field, boolean value) {
      lines.add(field.path() + " " + value);
    }

    @Override
    public void nothing(Field field) {
      lines.add(field.path() + " null");
    }

    @Override
    public void container(Field field, String kind) {
      lines.add(field.path() + " " + kind);
    }

    @Override
    public void forget(Field field) {
      lines.add(field.path() + " forgotten");
    }
  }

  @Test
  void tellsTheValuesOfUsedFieldsInTheirOrder() {
    assertThat(scan("""
        {"t":"2026-11-20T10:15:30.25Z", "x":[1,{"k":2},"]}\\n\\u00e9"], "k" : "login" ,"a":{"b":true,"c":{},"v":-0.5e-3},"v":null,"näme":"über"}
        """)).isTrue();
    assertThat(told.lines).containsExactly(
        "t text 2026-11-20T10:15:30.25Z", "k text login", "a an object", "a.b true", "a.v number -0.5e-3", "v null", "näme text über");
  }

  @Test
  void aRepeatedFieldIsForgottenFirst() {
    assertThat(scan("{\"k\":1,\"k\":2}")).isTrue();
    assertThat(told.lines).containsExactly("k number 1", "k forgotten", "k number 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } ", "{\"x\":{}}", "{\"x\":[]}", "{\"x\":[[],[[]]]}", "{\"\":0}", "{\"x\":-0.0E+00}", "{\"x\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
    "{\"x\":\"\\ud800\"}", "\t{\r\"x\"\n:\t1 } ", "{\"x\":\"1234567890123456789012345678901234567890\"}"})
  void ordinaryDocumentsAreReadWithoutTheReader(String document) {
    assertThat(scan(document)).isTrue();
    assertThat(read(document)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "[]", "{", "{\"", "{\"k", "{\"k\"", "{\"k\":", "{\"k\":1", "{\"k\":1,", "{\"k\":1,}", "{,}", "{\"k\" 1}", "{k:1}", "{\"k\":1}}",
    "{\"k\":1}x", "{\"k\":01}", "{\"k\":-}", "{\"k\":1.}", "{\"k\":.1}", "{\"k\":1e}", "{\"k\":+1}", "{\"k\":1x}", "{\"k\":tru}", "{\"k\":truE}", "{\"k\":nul", "{\"k\":nulll}",
    "{\"k\":[1,]}", "{\"k\":[1 2]}", "{\"k\":[}", "{\"k\":[1", "{\"k\":'x'}", "{\"k\":\"a\u0001\"}", "{\"k\":\"a\nb\"}", "{\"x\":\"\\x\"}", "{\"x\":\"\\u00g0\"}", "{\"x\":\"\\u00\"}",
    "{\"x\":\"\\\"}", "{\"x\":NaN}", "{\"x\":[[[[[[]]]]]]}", "{\"x\":\"12345678901234567890123456789012345678901\"}", "{\"x\":\"\\u\uff11000\"}"})
  void whatIsMalformedOrOutOfBoundsIsLeftToTheReaderWhichRefusesIt(String document) {
    assertThat(scan(document)).isFalse();
    if (!document.isEmpty()) {
      assertThat(read(document)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"k\":\"a\\u0062c\"}", "{\"\\u006b\":1}", "{\"k\":\"a\\nb\"}"})
  void escapesInNamesAndUsedStringsAreLeftToTheReader(String document) {
    assertThat(scan(document)).isFalse();
    assertThat(read(document)).isNull();
  }

  @Test
  void bytesThatAreNoUtf8AreLeftToTheReader() {
    for (String part : List.of("\"k\":\"?\"", "\"x\":\"123456789?\"", "\"?\":1")) {
      byte[] document = Events.utf8("{" + part + "}");
      document[Events.utf8("{" + part.substring(0, part.indexOf('?'))).length] = (byte) 0xC3;
      assertThat(scanner.read(document, 0, document.length, ++number)).isFalse();
    }
  }

  @Test
  void whatStandsBesideTheDocumentIsNotRead() {
    byte[] bytes = Events.utf8("{\"k\":\"a\"}\"}}{\"k\":12345678");
    assertThat(scanner.read(bytes, 0, 9, ++number)).isTrue();
    for (int end = 0; end < 9; end++) {
      assertThat(scanner.read(bytes, 0, end, ++number)).as("up to %d", end).isFalse();
    }
    assertThat(scanner.read(bytes, 12, bytes.length, ++number)).isFalse();
  }

  @Test
  void anotherLayoutIsReadAllTheSame() {
    for (int i = 0; i < 40; i++) {
      assertThat(scan("{\"k\":1,\"x\":2,\"v\":3}")).isTrue();
      assertThat(scan("{\"v\":3,\"xy\":2,\"k\":1}")).isTrue();
      assertThat(scan("{\"k\" :1}")).isTrue();
      assertThat(told.lines).containsExactly("k number 1", "v number 3", "v number 3", "k number 1", "k number 1");
      told.lines.clear();
    }
  }

  @Test
  void blanksArePartOfALayout() {
    String[] documents = {"{\"k\": \"a\", \"x\": 2, \"v\": 3}", "{ \"k\" : \"a\" , \"x\" : 2 , \"v\" : 3 }", "{\n\t\"k\": \"a\",\r\n\t\"x\": 2,\r\n\t\"v\": 3\r\n}"};
    for (String document : documents) {
      for (int i = 0; i < 40; i++) {
        assertThat(scan(document)).isTrue();
        assertThat(told.lines).containsExactly("k text a", "v number 3");
        told.lines.clear();
      }
    }
  }

  @Test
  void aStringWhereANumberWasAndANumberWhereAStringWas() {
    for (int i = 0; i < 40; i++) {
      assertThat(scan("{\"k\":\"a\",\"v\":3}")).isTrue();
      assertThat(scan("{\"k\":1,\"v\":\"b\"}")).isTrue();
      assertThat(scan("{\"k\":null,\"k\":\"c\",\"v\":{}}")).isTrue();
      assertThat(told.lines).containsExactly("k text a", "v number 3", "k number 1", "v text b", "k null", "k forgotten", "k text c", "v an object");
      told.lines.clear();
    }
  }

  @Test
  void anExpectedNameThatIsCutOffIsNotTaken() {
    assertThat(scan("{\"k\":1}")).isTrue();
    byte[] cut = Events.utf8("{\"k\":1}");
    for (int end = 1; end < cut.length; end++) {
      assertThat(scanner.read(cut, 0, end, ++number)).as("up to %d", end).isFalse();
    }
    assertThat(scan("{\"k\"")).isFalse();
  }

  @Test
  void namesBeyondTheLayoutAreFound() {
    StringBuilder document = new StringBuilder("{");
    for (int i = 0; i < 200; i++) {
      document.append("\"x").append(i).append("x".repeat(i % 30)).append("\":").append(i).append(',');
    }
    document.append("\"k\":1}");
    for (int i = 0; i < 3; i++) {
      assertThat(scan(document.toString())).isTrue();
    }
    assertThat(told.lines).containsExactly("k number 1", "k number 1", "k number 1");
  }

  @Test
  void whatItAcceptsTheReaderTellsInTheSameWords() {
    String[] originals = {
      "{\"t\":\"2026-11-20T10:15:30.25Z\",\"k\":\"login\",\"v\":57.31298,\"x\":417}",
      "{\"t\":1795170000000,\"k\":-12.5e3,\"a\":{\"b\":\"ü€😀\",\"v\":0,\"c\":[{\"k\":1},[true,false,null]]},\"näme\":null,\"k\":\"again\"}",
      "{\"x\":\"\\\"\\\\\\/\\b\\u00e9\\ud83d\",\"a\":{},\"a\":{\"b\":1},\"v\":[{}],\"k\":true}",
      "{\n  \"t\": \"2026-11-20T10:15:30.25Z\",\n  \"x\": \"y\",\n  \"a\": { \"b\": \"c\", \"v\": 1.5 } , \"k\": 7\n}"};
    String alphabet = "{}[]\",:\\ \n-+.eE019tfnulrasbkv\u0001\u00e9\u20ac";
    int accepted = 0;
    for (long seed = 1; seed <= 200_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(originals[random.nextInt(originals.length)]);
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, c);
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(12))));
          default -> text.setCharAt(at, c);
        }
      }
      byte[] document = Events.utf8(text.toString());
      if (random.nextInt(8) == 0) {
        document[random.nextInt(document.length)] = (byte) random.nextInt(256);
      }
      accepted += isJudgedAlike(document, seed) ? 1 : 0;
    }
    assertThat(accepted).isBetween(80_000, 180_000);
  }

  private boolean isJudgedAlike(byte[] document, long seed) {
    byte[] padded = new byte[1 + document.length + after(seed)];
    System.arraycopy(document, 0, padded, 1, document.length);
    Arrays.fill(padded, document.length + 1, padded.length, (byte) '"');
    boolean accepted = scanner.read(padded, 1, document.length + 1, ++number);
    Reject reject = reader.read(padded, 1, document.length + 1, number);
    boolean alike = !accepted || reject == null && told.lines.equals(toldByReader.lines);
    if (!alike) {
      fail("seed %d: %s: told %s, the reader %s and %s", seed, new String(document, StandardCharsets.UTF_8), told.lines, toldByReader.lines, reject);
    }
    told.lines.clear();
    toldByReader.lines.clear();
    return accepted;
  }

  /** From none to nine bytes behind the document: its last word may reach beyond the array, or not. */
  private static int after(long seed) {
    return (int) (seed % 10);
  }

  private boolean scan(String document) {
    byte[] bytes = Events.utf8(document);
    return scanner.read(bytes, 0, bytes.length, ++number);
  }

  private Reject read(String document) {
    byte[] bytes = Events.utf8(document);
    return reader.read(bytes, 0, bytes.length, ++number);
  }
}
