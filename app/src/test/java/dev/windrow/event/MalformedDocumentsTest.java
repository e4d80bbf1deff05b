package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule S9: malformed up to the last byte, in what is used and in what is skipped, and never at the cost of a neighbour. */
class MalformedDocumentsTest {

  private static final String DOCUMENT =
      "{\"t\":\"1970-01-01T00:00Z\",\"sk\":{\"a\":[1,-2.5e+3,\"x\\u00e9\\\\\",true,false,null,{}],\"ü\":\"😀\"},\"k\":\"kéy\",\"v\":57.25}";

  private final EventDecoder decoder = new EventDecoder(Events.SCHEMA);

  @ParameterizedTest
  @ValueSource(strings = {
    // brackets, commas, colons
    "{", "}", "{}}", "{}{}", "{}]", "[", "]", "[]]", "[}", "{]", "{\"t\":1", "{\"t\":1]", "{\"t\":1}}", "{\"t\":1}]", "{\"t\":1,}",
    "{,\"t\":1}", "{\"t\":1,,\"k\":2}",
    "{\"t\" 1}", "{\"t\"::1}", "{\"t\":}", "{\"t\"}", "{\"t\",1}", "{\"x\":[1,]}", "{\"x\":[,1]}", "{\"x\":[1 2]}", "{\"x\":[1}",
    "{\"x\":{\"y\":1]}",
    "{\"x\":{}", "{\"x\":[1,2}", "{\"t\":1 \"k\":2}", "{\"t\":1;\"k\":2}", "{\"x\":{\"a\" \"b\"}}", "{\"x\":[}", ":", ",", "{:1}", "{1:1}",
    "{null:1}",
    // trailing garbage
    "{\"t\":1} x", "{\"t\":1} {", "{\"t\":1},", "{\"t\":1}\u0000", "{\"t\":1} \"", "{\"t\":1} 1", "{\"t\":1}//", "1 2", "1 x",
    "\"a\" \"b\"", "null null", "[] []", "true}",
    // strings
    "{\"t", "{\"t\":\"", "{\"k\":\"a", "{\"x\":\"a", "{'t':1}", "{t:1}", "{\"x\":'a'}", "{\"x\":\"a\nb\"}", "{\"k\":\"a\tb\"}",
    "{\"x\":\"\u0000\"}", "{\"x\":\"\u001f\"}",
    "{\"a\nb\":1}", "{\"x\":\"\\x41\"}", "{\"k\":\"\\x41\"}", "{\"x\":\"\\u12\"}", "{\"k\":\"\\u12\"}", "{\"x\":\"\\u12g4\"}",
    "{\"x\":\"\\U0041\"}", "{\"x\":\"\\'\"}",
    "{\"x\":\"\\\"}", "{\"k\":\"\\0\"}", "{\"\\q\":1}", "{\"x\":\"\\\n\"}",
    // numbers
    "{\"x\":01}", "{\"v\":01}", "{\"x\":-01}", "{\"v\":00}", "{\"x\":+1}", "{\"v\":+1}", "{\"x\":1.}", "{\"v\":1.}", "{\"x\":.5}",
    "{\"v\":.5}", "{\"x\":-.5}", "{\"x\":-}",
    "{\"v\":-}", "{\"x\":1e}", "{\"v\":1e+}", "{\"x\":1.e5}", "{\"x\":0x10}", "{\"v\":0x10}", "{\"x\":1.2.3}", "{\"v\":1.2.3}",
    "{\"x\":1e5.5}", "{\"x\":1_000}",
    "{\"v\":1_000}", "{\"x\":1a}", "{\"v\":1a}", "{\"x\":--1}", "{\"x\":1-1}", "{\"x\":1d}", "{\"x\":1f}", "{\"x\":NaN}", "{\"v\":NaN}",
    "{\"x\":Infinity}",
    "{\"v\":-Infinity}", "{\"x\":-INF}", "{\"v\":+INF}", "{\"x\":1e5e5}", "01", "-", "1.", "+1", ".5", "NaN", "0x10", "1e",
    // literals
    "{\"x\":True}", "{\"x\":tru}", "{\"x\":truee}", "{\"k\":nul}", "{\"x\":nulll}", "{\"x\":FALSE}", "{\"x\":undefined}", "{\"x\":trueX}",
    "tru", "nulls", "truefalse",
    // comments, blanks, other formats
    "/**/{\"t\":1}", "{\"t\":1/**/}", "{//\n\"t\":1}", "#x\n{}", "{\"t\":\u00a01}", "{\u000b}", "{}\f", "\u2028{}", " ", "\t\r\n ", "<a/>",
    "t=1&k=2", "a,b,c", "---\nt: 1"})
  void isRejectedAsNoJson(String document) {
    assertRejectedBetweenGoodOnes(Events.utf8(document));
  }

  @Test
  void aDocumentCutAnywhereIsNoJson() {
    byte[] whole = Events.utf8(DOCUMENT);
    assertThat(verdict(whole)).isEqualTo("good");
    for (int length = 1; length < whole.length; length++) {
      assertRejectedBetweenGoodOnes(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void aDocumentThatBeginsLaterIsNoObject() {
    byte[] whole = Events.utf8(DOCUMENT);
    for (int from = 1; from < whole.length; from++) {
      assertThat(verdict(Arrays.copyOfRange(whole, from, whole.length))).as("from %d", from).isEqualTo("not-json");
    }
  }

  @Test
  void aByteTooMuchBehindTheObjectIsNoJsonUnlessItIsBlank() {
    for (int b = 0; b < 256; b++) {
      byte[] document = Arrays.copyOf(Events.utf8(DOCUMENT), Events.utf8(DOCUMENT).length + 1);
      document[document.length - 1] = (byte) b;
      boolean blank = b == ' ' || b == '\t' || b == '\r' || b == '\n';
      assertThat(verdict(document)).as("byte %d", b).isEqualTo(blank ? "good" : "not-json");
    }
  }

  @Test
  void blanksMayStandAround() {
    String spaced = "{ \"t\" :\t1 ,\n\"k\" : [ 1 , 2 ] , \r\n\"k\":\"a\" }";
    assertThat(verdict(Events.utf8(" \t\r\n" + spaced + "\r\n\t "))).isEqualTo("good");
  }

  @Test
  void bytesThatAreNotUtf8AreNoJsonWhereverTheyStand() {
    for (String hex : new String[] {"80", "ff", "c080", "c1bf", "e08080", "eda080", "edb080", "eda0bdedb880", "f0808080", "f4908080",
        "f8888080", "c3", "e282", "c328"}) {
      byte[] bad = HexFormat.of().parseHex(hex);
      for (String frame : new String[] {"{\"x\":\"@\"}", "{\"@\":1}", "{\"k\":\"@\"}", "{\"t\":\"@\"}",
          "{\"x\":[{\"y\":\"long enough @ to be skipped\"}]}", "{}@", "@{}", "@"}) {
        byte[] document = replace(frame, bad);
        assertRejectedBetweenGoodOnes(document);
      }
    }
  }

  @Test
  void otherEncodingsAreNoJson() {
    for (String charset : new String[] {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "ISO-8859-1"}) {
      assertRejectedBetweenGoodOnes("{\"t\":1,\"k\":\"é\"}".getBytes(Charset.forName(charset)));
    }
  }

  @Test
  void aByteOrderMarkIsNoJson() {
    assertRejectedBetweenGoodOnes(Events.utf8("\ufeff" + DOCUMENT));
    assertRejectedBetweenGoodOnes(Events.utf8(DOCUMENT + "\ufeff"));
    assertRejectedBetweenGoodOnes(Events.utf8("\ufeff"));
  }

  @Test
  void everyControlCharacterInAStringIsNoJson() {
    for (char c = 0; c < ' '; c++) {
      for (String name : new String[] {"k", "t", "v", "skipped"}) {
        assertRejectedBetweenGoodOnes(Events.utf8("{\"" + name + "\":\"a" + c + "\"}"));
      }
      assertRejectedBetweenGoodOnes(Events.utf8("{\"a" + c + "\":1}"));
    }
  }

  @Test
  void halfASurrogatePairIsJsonButNoGroup() {
    for (String half : new String[] {"\\ud800", "\\udc00", "a\\ud83dz", "\\ude00\\ud83d"}) {
      assertThat(verdict(Events.utf8("{\"t\":1,\"k\":1,\"x\":\"" + half + "\"}"))).isEqualTo("good");
      assertThat(verdict(Events.utf8("{\"t\":1,\"k\":\"" + half + "\"}"))).isEqualTo("wrong-type");
    }
    assertThat(verdict(Events.utf8("{\"t\":1,\"k\":\"\\ud83d\\ude00\"}"))).isEqualTo("good");
  }

  @Test
  void faultsBehindTheParsersBufferAreFoundToo() {
    String filler = "{\"t\":1,\"k\":1,\"x\":\"" + "é".repeat(20_000) + "\"";
    assertThat(verdict(Events.utf8(filler + "}"))).isEqualTo("good");
    assertThat(verdict(Events.utf8(filler + "}" + " ".repeat(20_000)))).isEqualTo("good");
    assertThat(verdict(Events.utf8(filler + "}" + " ".repeat(20_000) + "}"))).isEqualTo("not-json");
    assertThat(verdict(Events.utf8("{}" + " ".repeat(20_000) + "x"))).isEqualTo("not-json");
    assertThat(verdict(Events.utf8(" ".repeat(20_000) + "{\"t\":1,\"k\":2}"))).isEqualTo("good");
    assertThat(verdict(Events.utf8(filler))).isEqualTo("not-json");
    assertRejectedBetweenGoodOnes(Events.utf8(filler + ",}"));
  }

  /** The good neighbours are read by the same parser: neither may notice. */
  private void assertRejectedBetweenGoodOnes(byte[] document) {
    byte[] before = Events.utf8("{\"t\":1,\"k\":\"a\",\"v\":1}");
    byte[] after = Events.utf8("{\"t\":2,\"k\":\"b\",\"v\":2}");
    EventBatch batch = Events.batch(decoder, before, document, after);
    String shown = new String(document, StandardCharsets.ISO_8859_1);
    assertThat(Events.verdict(batch, 1)).as(shown).isEqualTo("not-json");
    assertThat(batch.reject(1).detail()).as(shown).matches("[ -~]{5,200}");
    assertThat(batch.raw(1).value()).isEqualTo(document);
    assertThat(Events.verdict(batch, 0)).as(shown).isEqualTo("good");
    assertThat(Events.verdict(batch, 2)).as(shown).isEqualTo("good");
    assertThat(Events.group(batch, 0, 2)).as(shown).isEqualTo("\"b\"");
    assertThat(batch.clockAfter()).as(shown).isEqualTo(2);
  }

  private String verdict(byte[] document) {
    return Events.verdict(Events.batch(decoder, document), 0);
  }

  private static byte[] replace(String frame, byte[] bad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = frame.indexOf('@');
    out.writeBytes(Events.utf8(frame.substring(0, at)));
    out.writeBytes(bad);
    out.writeBytes(Events.utf8(frame.substring(at + 1)));
    return out.toByteArray();
  }
}
