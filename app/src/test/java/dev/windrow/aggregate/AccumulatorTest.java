package dev.windrow.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.value.ByteReader;
import dev.windrow.value.Decimals;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulatorTest extends AggregateContract<NumberColumn[], Accumulator> {

  @Override
  int width() {
    return 3;
  }

  @Override
  Accumulator empty() {
    return new Accumulator(width());
  }

  @Override
  NumberColumn[] columns(List<List<BigDecimal>> rows) {
    return IntStream.range(0, width())
        .mapToObj(field -> column(rows, field))
        .toArray(NumberColumn[]::new);
  }

  @Override
  Accumulator decode(ByteReader in) {
    return Accumulator.decode(in);
  }

  @Override
  List<String> answers(Accumulator accumulator) {
    return Stream.concat(
            Stream.of(String.valueOf(accumulator.count())),
            IntStream.range(0, accumulator.fields()).mapToObj(accumulator::field).flatMap(AccumulatorTest::answers))
        .toList();
  }

  @Override
  List<String> expected(List<List<BigDecimal>> rows) {
    Stream<List<String>> fields =
        IntStream.range(0, width()).mapToObj(field -> NumberSummaryTest.expected(rows.stream().map(row -> row.get(field))));
    return Stream.concat(Stream.of(String.valueOf(rows.size())), fields.flatMap(List::stream)).toList();
  }

  @Test
  void s10EventsWithoutANumberCountAllTheSame() {
    Accumulator accumulator = twoFields(List.of(row("1", null), row(null, null), row("2", null)));

    assertThat(accumulator.count()).isEqualTo(3);
    assertThat(accumulator.field(0).count()).isEqualTo(2);
    assertThat(accumulator.field(1).count()).isZero();
    assertThat(accumulator.field(1).sum()).isEmpty();
  }

  @Test
  void withoutMeasuredFieldsItCounts() {
    Accumulator accumulator = new Accumulator(0);
    accumulator.add(new NumberColumn[0], 0);
    accumulator.add(new NumberColumn[0], 1);

    assertThat(accumulator.count()).isEqualTo(2);
    assertThat(Accumulator.decode(new ByteReader(bytes(accumulator))).count()).isEqualTo(2);
  }

  @Test
  void accumulatorOfAnotherAggregationIsNotMerged() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Accumulator(2).merge(new Accumulator(1)))
        .withMessage("expected an accumulator of 2 fields, found one of 1");
  }

  static Stream<String> goldenLines() throws IOException {
    try (InputStream file = AccumulatorTest.class.getResourceAsStream("/golden/accumulator.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
  }

  /** Each line of the golden file: the events, their numbers by blanks, and the bytes. A change there is a new version. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenLines")
  void bytesAreThoseOfTheGoldenFile(String line) {
    String[] parts = line.split(" = ");
    String hex = parts[1].replace(" ", "");

    Accumulator accumulator = twoFields(goldenRows(parts[0]));
    Accumulator decoded = Accumulator.decode(new ByteReader(HexFormat.of().parseHex(hex)));

    assertThat(HexFormat.of().formatHex(bytes(accumulator))).isEqualTo(hex);
    assertThat(answers(decoded)).isEqualTo(answers(accumulator));
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "00 00 00                | at byte 0: expected an accumulator of version 1, found version 0",
        "02 00 00                | at byte 0: expected an accumulator of version 1, found version 2",
        "01 ffffffffffffffffff01 00 | at byte 1: expected a number of at most 9223372036854775807, found 18446744073709551615",
        "01 01 03 00 00          | at byte 2: expected at most 2 fields, found 3",
        "01 01 ffffffff07 00     | at byte 2: expected at most 1 fields, found 2147483647",
        "01 01 01 02 00 02 02 02 | at byte 3: expected at most 1 numbers, found 2",
      })
  void bytesThatAreNotAnAccumulatorAreRefused(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> Accumulator.decode(new ByteReader(bytes)))
        .withMessage(message);
  }

  private static Stream<String> answers(NumberSummary summary) {
    return Stream.concat(
        Stream.of(String.valueOf(summary.count())),
        Stream.of(summary.sum(), summary.average(), summary.lowest(), summary.highest())
            .map(number -> number.map(Decimals::text).orElse("none")));
  }

  private static Accumulator twoFields(List<List<BigDecimal>> rows) {
    Accumulator accumulator = new Accumulator(2);
    add(accumulator, rows);
    return accumulator;
  }

  private static void add(Accumulator accumulator, List<List<BigDecimal>> rows) {
    NumberColumn[] columns = {column(rows, 0), column(rows, 1)};
    for (int row = 0; row < rows.size(); row++) {
      accumulator.add(columns, row);
    }
  }

  private static NumberColumn column(List<List<BigDecimal>> rows, int field) {
    return column(rows.stream().map(row -> row.get(field)).toList());
  }

  private static List<List<BigDecimal>> goldenRows(String text) {
    return text.equals("no events")
        ? List.of()
        : Arrays.stream(text.split("; ")).map(row -> row.split(" ")).map(numbers -> row(numbers[0], numbers[1])).toList();
  }

  private static List<BigDecimal> row(String first, String second) {
    return Stream.of(String.valueOf(first), String.valueOf(second))
        .map(text -> text.equals("null") ? null : Decimals.parse(text).orElseThrow())
        .collect(ArrayList::new, List::add, List::addAll);
  }
}
