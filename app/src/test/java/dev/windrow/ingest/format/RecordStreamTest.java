package dev.windrow.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Compression;
import dev.windrow.config.Format;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of which text, in each format: a line and a byte for each record and for what is none. */
class RecordStreamTest {

  private static final String LONG = "x".repeat(Reads.RECORD_BYTES);

  static List<Arguments> lines() {
    return List.of(
        row("", List.of()),
        row("\n\r\n  \n", List.of()),
        row("{\"a\":1}\n{\"a\":2}\n", List.of("1@0 {\"a\":1}", "2@8 {\"a\":2}")),
        row("{\"a\":1}\r\n\r\n{\"a\":2}", List.of("1@0 {\"a\":1}", "3@11 {\"a\":2}")),
        row("\uFEFF{\"a\":1}", List.of("1@3 {\"a\":1}")),
        row("{\"a\":1}\n\uFEFF{}\n{}", List.of("1@0 {\"a\":1}", "2@8 malformed_json", "3@14 {}")),
        row("{\"a\":}\n{\"a\":2}", List.of("1@0 malformed_json", "2@7 {\"a\":2}")),
        row("{\"a\":1}{\"a\":2}\n{}", List.of("1@0 malformed_json", "2@15 {}")),
        row("{\"a\":1\n}\n{}", List.of("1@0 malformed_json", "2@7 malformed_json", "3@9 {}")),
        row("[{}]\n1\n\"a\"\nnull\ntrue\n{}", List.of("1@0 not_an_object", "2@5 not_an_object", "3@7 not_an_object", "4@11 not_an_object",
            "5@16 not_an_object", "6@21 {}")),
        row("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}\n{}", List.of("1@0 too_deep", "2@23 {}")),
        row("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}", List.of("1@0 {\"a\":[[[[[[[]]]]]]]}")),
        row("{\"a\":\"" + LONG + "\"}\n{}", List.of("1@0 record_too_large", "2@1009 {}")),
        row(LONG + LONG + LONG, List.of("1@0 record_too_large")),
        row("{\"a\":\"ä€😀\"}\n", List.of("1@0 {\"a\":\"ä€😀\"}")),
        row("{}\t \n{}", List.of("1@0 {}\t ", "2@5 {}")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void ndjsonIsReadLineByLine(String text, List<String> expected) {
    assertThat(Reads.of(text, Format.NDJSON)).returns(expected, Reads::told).returns(Optional.empty(), Reads::error);
  }

  static List<Arguments> documents() {
    return List.of(
        row("", List.of()),
        row(" \n", List.of()),
        row("{\"a\":1}", List.of("1@0 {\"a\":1}")),
        row("\uFEFF [ ]", List.of()),
        row("[]", List.of()),
        row("[{\"a\":1}]", List.of("1@1 {\"a\":1}")),
        row("[\n {\"a\":1} ,\n\n {\"a\":[1,{}]}\n]\n", List.of("2@3 {\"a\":1}", "4@15 {\"a\":[1,{}]}")),
        row("{\n\"a\":1\n}\n{}{}", List.of("1@0 {\n\"a\":1\n}", "4@10 {}", "4@12 {}")),
        row("[{}] [{}]", List.of("1@1 {}", "1@6 {}")),
        row("[{\"a\":\"}]\\\"{[\"},{}]", List.of("1@1 {\"a\":\"}]\\\"{[\"}", "1@16 {}")),
        row("[1,\"a,]\\\\\",null,[{}],true,-1.5e3,{}]", List.of("1@1 not_an_object", "1@3 not_an_object", "1@11 not_an_object",
            "1@16 not_an_object", "1@21 not_an_object", "1@26 not_an_object", "1@33 {}")),
        row("12", List.of("1@0 not_an_object")),
        row("1 {} \"a\"", List.of("1@0 not_an_object", "1@2 {}", "1@5 not_an_object")),
        row("[{\"a\":\"" + LONG + "\"},{}]", List.of("1@1 record_too_large", "1@1010 {}")),
        row("[{\"a\":" + "[".repeat(8) + "]".repeat(8) + "},{}]", List.of("1@1 too_deep", "1@24 {}")));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void jsonIsReadValueByValue(String text, List<String> expected) {
    assertThat(Reads.of(text, Format.JSON)).returns(expected, Reads::told).returns(Optional.empty(), Reads::error);
  }

  static List<Arguments> brokenDocuments() {
    return List.of(
        broken("[{},\n{\"a\":},{}]", List.of("1@1 {}"), "line 2, byte 5: in the value that begins here, byte 5: "),
        broken("[{},", List.of("1@1 {}"), "line 1, byte 4: expected an object, found the end of the file: the array is not closed"),
        broken("[", List.of(), "line 1, byte 1: expected an object or ']', found the end of the file: the array is not closed"),
        broken("[{}", List.of("1@1 {}"), "line 1, byte 3: expected ',' or ']', found the end of the file: the array is not closed"),
        broken("[{}\n\n{}]", List.of("1@1 {}"), "line 3, byte 5: expected ',' or ']', found '{'"),
        broken("[{},]", List.of("1@1 {}"), "line 1, byte 4: expected an object, found ']'"),
        broken("[,{}]", List.of(), "line 1, byte 1: expected an object or ']', found ','"),
        broken("{} {\"a\":[1,", List.of("1@0 {}"), "line 1, byte 3: expected the end of the value that begins here, found the end of the file"),
        broken("[\"a", List.of(), "line 1, byte 1: expected the end of the value that begins here, found the end of the file"),
        broken("[1", List.of(), "line 1, byte 1: expected the end of the value that begins here, found the end of the file"),
        broken("<html>", List.of(), "line 1, byte 0: expected a JSON object or an array of objects, found '<'"),
        broken("{}]", List.of("1@0 {}"), "line 1, byte 2: expected a JSON object or an array of objects, found ']'"),
        broken("[{\"a\":[1},{}]]", List.of(), "line 1, byte 1: in the value that begins here, byte 7: "),
        broken("[nul,{}]", List.of(), "line 1, byte 1: in the value that begins here, byte "),
        broken("[{},\u0000]", List.of("1@1 {}"), "line 1, byte 4: expected an object, found '\\u0000'"));
  }

  @ParameterizedTest
  @MethodSource("brokenDocuments")
  void jsonEndsWhereItIsBrokenAndWhatCameBeforeCounts(String text, List<String> expected, String error) {
    Reads reads = Reads.of(text, Format.JSON);

    assertThat(reads.told()).isEqualTo(expected);
    assertThat(reads.error().orElseThrow()).startsWith(error);
  }

  static List<Arguments> rows() {
    return List.of(
        row("", List.of()),
        row("a,b\n", List.of()),
        row("a,b\n1,2\n", List.of("2@4 {\"a\":\"1\",\"b\":\"2\"}")),
        row("\uFEFFa,b\r\n1,2\r\n3,4", List.of("2@8 {\"a\":\"1\",\"b\":\"2\"}", "3@13 {\"a\":\"3\",\"b\":\"4\"}")),
        row("\n\na\n\n1\n\n", List.of("5@5 {\"a\":\"1\"}")),
        row("a,b,c\n,,\n1,,3\n\"\",\"2\",\n", List.of("2@6 {}", "3@9 {\"a\":\"1\",\"c\":\"3\"}", "4@14 {\"b\":\"2\"}")),
        row("a\n\"x,y\"\n\"say \"\"hi\"\"\"\n\"\"\"\"\n", List.of("2@2 {\"a\":\"x,y\"}", "3@8 {\"a\":\"say \\\"hi\\\"\"}", "4@21 {\"a\":\"\\\"\"}")),
        row("a,b\n\"x\ny\r\nz\",1\n2,3\n", List.of("2@4 {\"a\":\"x\\ny\\r\\nz\",\"b\":\"1\"}", "5@15 {\"a\":\"2\",\"b\":\"3\"}")),
        row("\"a\nb\",\"c\"\"d\"\n1,2", List.of("3@13 {\"a\\nb\":\"1\",\"c\\\"d\":\"2\"}")),
        row("a,b\n1\n1,2,3\n1,2\n", List.of("2@4 malformed_csv", "3@6 malformed_csv", "4@12 {\"a\":\"1\",\"b\":\"2\"}")),
        row("a,b\n\"1\"x,2\n3,4\n", List.of("2@4 malformed_csv", "3@11 {\"a\":\"3\",\"b\":\"4\"}")),
        row("a,b\n1,2\n\"3,4\n5,6\n", List.of("2@4 {\"a\":\"1\",\"b\":\"2\"}", "3@8 malformed_csv")),
        row("a\n5\" pipe\nx\"\"y\n", List.of("2@2 {\"a\":\"5\\\" pipe\"}", "3@10 {\"a\":\"x\\\"\\\"y\"}")),
        row("a,,b,\n1,2,3,4\n", List.of("2@6 {\"a\":\"1\",\"column_2\":\"2\",\"b\":\"3\",\"column_4\":\"4\"}")),
        row("a\n\\ \t\u0001\n", List.of("2@2 {\"a\":\"\\\\ \\t\\u0001\"}")),
        row("ü\nä€😀\n", List.of("2@3 {\"ü\":\"ä€😀\"}")),
        row("a\n" + LONG + "\n1", List.of("2@2 record_too_large", "3@1003 {\"a\":\"1\"}")),
        row("a\n\"" + LONG + "\n\"\"" + LONG + "\"\n1", List.of("2@2 record_too_large", "4@2008 {\"a\":\"1\"}")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void csvIsReadRowByRow(String text, List<String> expected) {
    assertThat(Reads.of(text, Format.CSV)).returns(expected, Reads::told).returns(Optional.empty(), Reads::error);
  }

  static List<Arguments> brokenHeaders() {
    return List.of(
        broken("a,b,a\n1,2,3\n", List.of(), "line 1, byte 0: expected columns with different names, found two that are called 'a'"),
        broken("\"a\n1\n", List.of(), "line 1, byte 0: expected a quotation mark at the end of each cell that begins with one"),
        broken(LONG + "a\n1\n", List.of(), "line 1, byte 0: expected a line of column names of at most 1000 bytes, found more"));
  }

  @ParameterizedTest
  @MethodSource("brokenHeaders")
  void csvNeedsALineOfNames(String text, List<String> expected, String error) {
    Reads reads = Reads.of(text, Format.CSV);

    assertThat(reads.told()).isEqualTo(expected);
    assertThat(reads.error().orElseThrow()).startsWith(error);
  }

  @Test
  void csvMayHaveAnotherDelimiter() {
    Reading how = new Reading(Format.CSV, Compression.NONE, '\t', 100, 8, Reading.Tail.TAKE);
    ByteArrayInputStream in = new ByteArrayInputStream("a\tb\n1,5\t\"2\t3\"\n".getBytes(StandardCharsets.UTF_8));

    assertThat(Reads.of(in, "", how, Mark.START).told()).containsExactly("2@4 {\"a\":\"1,5\",\"b\":\"2\\t3\"}");
  }

  @Test
  void whatIsNotUtf8IsNoRecord() {
    byte[] lines = "{\"a\":\"_\"}\n{}\n".getBytes(StandardCharsets.UTF_8);
    lines[6] = (byte) 0xFF;
    byte[] rows = "a\n_\n1\n".getBytes(StandardCharsets.UTF_8);
    rows[2] = (byte) 0xC3;

    assertThat(Reads.of("x.ndjson", lines).told()).containsExactly("1@0 malformed_json", "2@10 {}");
    assertThat(Reads.of("x.csv", rows).told()).containsExactly("2@2 malformed_csv", "3@4 {\"a\":\"1\"}");
  }

  @Test
  void jsonInSixteenBitsIsNoRecord() {
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);

    assertThat(Reads.of("x.ndjson", utf16).told()).containsExactly("1@0 malformed_json");
  }

  @Test
  void aBadRecordSaysWhatWasExpectedAndFound() {
    Reads reads = Reads.of("a,b\n1\n", Format.CSV);

    assertThat(reads.items()).singleElement().isInstanceOfSatisfying(Item.Bad.class, bad -> {
      assertThat(bad.detail()).isEqualTo("expected 2 cells, as there are column names, found 1");
      assertThat(Reads.text(bad.bytes())).isEqualTo("1");
    });
  }

  @Test
  void ofWhatIsTooLargeOnlyTheBeginningIsKept() {
    Item item = Reads.of("{\"a\":\"" + LONG.repeat(500) + "\"}\n{}", Format.NDJSON).items().get(0);

    assertThat(item.bytes()).hasSize(Reads.RECORD_BYTES).startsWith("{\"a\":\"xxx".getBytes(StandardCharsets.UTF_8));
  }

  static List<Arguments> names() {
    return List.of(
        Arguments.of("a.json", "{\"a\":1}", Format.JSON),
        Arguments.of("a.json", "{\"a\":1}\n{\"a\":2}\n", Format.NDJSON),
        Arguments.of("a.json", "{\"a\":\n{\"a\":2}}\n", Format.JSON),
        Arguments.of("a.json", "[{}]", Format.JSON),
        Arguments.of("a.JSON", "x,y\n", Format.JSON),
        Arguments.of("a.ndjson", "[{}]", Format.NDJSON),
        Arguments.of("a.jsonl", "{}", Format.NDJSON),
        Arguments.of("a.Csv", "{}", Format.CSV),
        Arguments.of("events", "{\"a\":1}\r\n\r\n{\"a\":2}\n", Format.NDJSON),
        Arguments.of("events", " \n[\n{}]", Format.JSON),
        Arguments.of("events", "a,b\n", Format.CSV),
        Arguments.of("events", "", Format.JSON));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFormatIsKnownByTheNameOrByTheBeginning(String name, String text, Format expected) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(format(name, bytes)).isEqualTo(expected);
    assertThat(format(name + ".gz", Reads.gzip(bytes))).isEqualTo(expected);
    assertThat(format(name + ".zst", Reads.zstd(bytes))).isEqualTo(expected);
  }

  @Test
  void aLineThatHasNoEndYetIsLeftForLater() throws Exception {
    Reading growing = new Reading(Format.NDJSON, Compression.NONE, ',', 100, 8, Reading.Tail.LEAVE);
    try (RecordStream records = RecordStream.open(new ByteArrayInputStream("{}\n{\"a\":1}".getBytes(StandardCharsets.UTF_8)), "", growing, Mark.START)) {
      assertThat(records.next()).isPresent();
      assertThat(records.next()).isEmpty();
      assertThat(records.next()).isEmpty();
      assertThat(records.mark()).isEqualTo(new Mark(3, 2, false));
    }
  }

  @Test
  void whatIsOnlyBadForWantOfALineEndIsReadAgain() throws Exception {
    try (RecordStream records = open("{}\n{\"a\":")) {
      records.next();
      assertThat(records.next()).containsInstanceOf(Item.Bad.class);
      assertThat(records.mark()).isEqualTo(new Mark(3, 2, false));
    }
    try (RecordStream records = open("{}\n{}")) {
      records.next();
      assertThat(records.next()).containsInstanceOf(Item.Good.class);
      assertThat(records.mark()).isEqualTo(new Mark(5, 2, false));
    }
  }

  @Test
  void aStreamThatIsShorterThanItWasIsAnError() {
    Reads reads = Reads.of(new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8)), "", Reads.how(Format.NDJSON), new Mark(10, 2, false));

    assertThat(reads.error()).contains("expected at least 10 bytes, as there have been before, found 3");
  }

  private static RecordStream open(String lines) throws Exception {
    return RecordStream.open(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "", Reads.how(Format.NDJSON), Mark.START);
  }

  private static Format format(String name, byte[] bytes) throws Exception {
    try (RecordStream records = RecordStream.open(new ByteArrayInputStream(bytes), name, Reads.how(Format.AUTO), Mark.START)) {
      return records.format();
    }
  }

  private static Arguments row(String text, List<String> expected) {
    return Arguments.of(text, expected);
  }

  private static Arguments broken(String text, List<String> expected, String error) {
    return Arguments.of(text, expected, error);
  }
}
