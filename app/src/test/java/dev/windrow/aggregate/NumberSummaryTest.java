package dev.windrow.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.windrow.value.ByteReader;
import dev.windrow.value.Decimals;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberSummaryTest extends AggregateContract<NumberColumn, NumberSummary> {

  private static final String HIGHEST_FIXED = "9223372036.854775806";
  private static final String LARGEST = "9." + "9".repeat(33) + "e400";
  private static final String SMALLEST = "1." + "0".repeat(32) + "1e-400";

  @Override
  int width() {
    return 1;
  }

  @Override
  NumberSummary empty() {
    return new NumberSummary();
  }

  @Override
  NumberColumn columns(List<List<BigDecimal>> rows) {
    List<BigDecimal> numbers = new ArrayList<>();
    rows.forEach(row -> numbers.add(row.get(0)));
    return column(numbers);
  }

  @Override
  NumberSummary decode(ByteReader in) {
    return NumberSummary.decode(in);
  }

  @Override
  List<String> answers(NumberSummary summary) {
    return Stream.concat(
            Stream.of(String.valueOf(summary.count())),
            Stream.of(summary.sum(), summary.average(), summary.lowest(), summary.highest()).map(NumberSummaryTest::text))
        .toList();
  }

  @Override
  List<String> expected(List<List<BigDecimal>> rows) {
    return expected(rows.stream().map(row -> row.get(0)));
  }

  /** Straight from the rules: the count of the numbers there are, then sum, average, lowest and highest. */
  static List<String> expected(Stream<BigDecimal> column) {
    List<BigDecimal> numbers = column.filter(Objects::nonNull).sorted().toList();
    if (numbers.isEmpty()) {
      return List.of("0", "none", "none", "none", "none");
    }
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal average = sum.divide(BigDecimal.valueOf(numbers.size()), new MathContext(16, RoundingMode.HALF_EVEN));
    return Stream.concat(
            Stream.of(String.valueOf(numbers.size())),
            Stream.of(sum, average, numbers.get(0), numbers.get(numbers.size() - 1)).map(Optional::of).map(NumberSummaryTest::text))
        .toList();
  }

  @Test
  void s10RowsWithoutANumberAreLeftOut() {
    assertThat(answers(of("3", null, "5", null))).containsExactly("2", "8", "4", "3", "5");
    assertThat(answers(of(null, null))).containsExactly("0", "none", "none", "none", "none");
  }

  @Test
  void s11TenthsAddUpToTenths() {
    assertThat(answers(of("0.1", "0.2"))).containsExactly("2", "0.3", "0.15", "0.1", "0.2");
  }

  @Test
  void s11AveragesHave16DigitsAndRoundHalfToEven() {
    assertThat(average("1", "0", "0")).isEqualTo("0.3333333333333333");
    assertThat(average("2", "0", "0")).isEqualTo("0.6666666666666667");
    assertThat(average("1000000000", "1000000000.000001")).isEqualTo("1000000000");
    assertThat(average("1000000000.000001", "1000000000.000002")).isEqualTo("1000000000.000002");
    assertThat(average("-1000000000.000001", "-1000000000.000002")).isEqualTo("-1000000000.000002");
  }

  @Test
  void s11SumLeavesTheLongAndComesBack() {
    NumberSummary summary = of(HIGHEST_FIXED, HIGHEST_FIXED, HIGHEST_FIXED);
    assertThat(summary.sum()).contains(new BigDecimal("27670116110.564327418"));

    summary.merge(of("-" + HIGHEST_FIXED, "-" + HIGHEST_FIXED));

    assertThat(summary.sum()).contains(new BigDecimal(HIGHEST_FIXED));
    assertThat(hex(bytes(summary))).isEqualTo("05" + "00" + "fcffffffffffffffff01" + "fbffffffffffffffff01" + "fcffffffffffffffff01");
  }

  @ParameterizedTest
  @CsvSource({"9223372036.854775807", "9223372036.854775808", "-9223372036.854775807", "-9223372036.854775808", "-9223372036.854775809"})
  void s11SumThatFitsTheLongButIsNoFixedNumberSurvivesItsBytes(String sum) {
    BigDecimal half = new BigDecimal(sum).signum() > 0 ? new BigDecimal(HIGHEST_FIXED) : new BigDecimal(HIGHEST_FIXED).negate();
    BigDecimal rest = new BigDecimal(sum).subtract(half);

    NumberSummary summary = of(half.toString(), rest.toPlainString());

    assertThat(summary.sum()).contains(new BigDecimal(sum));
    assertThat(NumberSummary.decode(new ByteReader(bytes(summary))).sum()).contains(new BigDecimal(sum));
  }

  @Test
  void s11NumbersOfExtremelyDifferentSizeAddUpExactly() {
    NumberSummary summary = of(LARGEST, SMALLEST, "-1", LARGEST);

    NumberSummary decoded = NumberSummary.decode(new ByteReader(bytes(summary)));

    assertThat(decoded.sum().orElseThrow().precision()).isEqualTo(402 + 433);
    assertThat(answers(decoded)).isEqualTo(expected(numbers(LARGEST, SMALLEST, "-1", LARGEST).stream()));
    assertThat(bytes(decoded)).isEqualTo(bytes(summary)).hasSizeLessThan(500);
  }

  @Test
  void s11ExtremesAmongFixedAndOtherNumbers() {
    assertThat(answers(of("1e30", "5", "-7"))).endsWith("-7", "1e30");
    assertThat(answers(of("-1e30", "5", "-7"))).endsWith("-1e30", "5");
    assertThat(answers(of("1e-10", "5", "0"))).endsWith("0", "5");
    assertThat(answers(of("1e-10", "1e-11", "5"))).endsWith("1e-11", "5");
    assertThat(answers(of("1e30", "1e31"))).endsWith("1e30", "1e31");
  }

  @Test
  void s11BytesDoNotShowHowANumberWasWritten() {
    NumberColumn column = new NumberColumn(2);
    column.big(0, new BigDecimal("1.500e30"));
    column.big(1, new BigDecimal("5.00"));
    NumberSummary summary = new NumberSummary();
    summary.add(column, 0);
    summary.add(column, 1);

    assertThat(bytes(summary)).isEqualTo(bytes(of("15e29", "5")));
  }

  @Test
  void mergingWithItselfCountsTwice() {
    NumberSummary summary = of(HIGHEST_FIXED, HIGHEST_FIXED, "1e30");
    summary.merge(summary);

    assertThat(bytes(summary)).isEqualTo(bytes(of(HIGHEST_FIXED, HIGHEST_FIXED, "1e30", HIGHEST_FIXED, HIGHEST_FIXED, "1e30")));
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "01 08 02 02 02                       | at byte 1: expected flags from 0 to 7, found 8",
        "01 00 fdffffffffffffffff01 02 02     | at byte 2: expected a number in fixed form, found -9223372036854775807",
        "01 00 feffffffffffffffff01 02 02     | at byte 2: expected a number in fixed form, found 9223372036854775807",
        "01 00 02 04 02                       | at byte 1: expected a lowest number up to the highest, found 2e-9 and 1e-9",
        "01 01 00 01 05 02 02                 | at byte 2: expected the canonical form of a number without a fixed form, found 5",
        "01 01 7c 01 0a 02 02                 | at byte 2: expected the canonical form of a number without a fixed form, found 1.0E-61",
        "01 01 7c 02 0001 02 02               | at byte 2: expected the canonical form of a number without a fixed form, found 1E-62",
        "01 01 7c 00 02 02                    | at byte 2: expected a scale from -420 to 433 and 1 to 360 bytes, found 62 and 0 bytes",
        "01 01 e406 01 05 02 02               | at byte 2: expected a scale from -420 to 433 and 1 to 360 bytes, found 434 and 1 bytes",
        "01 01 c906 01 05 02 02               | at byte 2: expected a scale from -420 to 433 and 1 to 360 bytes, found -421 and 1 bytes",
      })
  void bytesThatAreNotASummaryAreRefused(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> NumberSummary.decode(new ByteReader(bytes)))
        .withMessage(message);
  }

  @Test
  void addingFixedNumbersAllocatesNothing() {
    NumberColumn column = column(numbers("57.31", "-3", "0", null, "99.999999999"));
    NumberSummary summary = new NumberSummary();
    add(summary, column, 1000);
    long before = allocatedBytes();

    add(summary, column, 100_000);

    assertThat(allocatedBytes() - before).isLessThan(10_000);
  }

  private static void add(NumberSummary summary, NumberColumn column, int times) {
    for (int i = 0; i < times; i++) {
      summary.add(column, i % 5);
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static NumberSummary of(String... numbers) {
    NumberColumn column = column(numbers(numbers));
    NumberSummary summary = new NumberSummary();
    for (int row = 0; row < numbers.length; row++) {
      summary.add(column, row);
    }
    return summary;
  }

  private static List<BigDecimal> numbers(String... numbers) {
    return Arrays.stream(numbers).map(number -> number == null ? null : Decimals.parse(number).orElseThrow()).toList();
  }

  private static String average(String... numbers) {
    return text(of(numbers).average());
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(Decimals::text).orElse("none");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
