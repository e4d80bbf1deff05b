package dev.windrow.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  private static final String DIGITS_34 = "1234567890123456789012345678901234";

  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0, 0", "0.0, 0", "1, 1000000000", "-1, -1000000000", "57.31298, 57312980000", "0.000000001, 1", "-0.000000001, -1",
    "9223372036.854775806, 9223372036854775806", "-9223372036.854775806, -9223372036854775806", "9999999999, NONE",
    "9223372036.854775807, NONE", "-9223372036.854775807, NONE", "-9223372036.854775808, NONE", "9223372037, NONE", "0.0000000001, NONE",
    "99999999999999999999, NONE", "18446744073709551616, NONE", "36893488147419103232, NONE", "9223372036, 9223372036000000000"})
  void fixedFormCountsBillionths(String number, String expected) {
    long fixed = expected.equals("NONE") ? Decimals.NOT_FIXED : Long.parseLong(expected);
    assertThat(fixedOfBytes(number)).isEqualTo(fixed);
    assertThat(Decimals.fixed(new BigDecimal(number))).isEqualTo(fixed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1e3", "1E3", ".5", "-.5", "+1", "1.2.3", "abc", "1.0000000000", "NaN", "1 "})
  void whatIsNoPlainNumberIsLeftToParse(String text) {
    assertThat(fixedOfBytes(text)).isEqualTo(Decimals.NOT_FIXED);
  }

  @Test
  void shortTextsAreTakenAsAWordOnlyWhenTheyAreDigitsAndAPoint() {
    String alphabet = "0123456789012345678901234567890123456789....-e:/ \u00b5";
    int numbers = 0;
    for (long seed = 1; seed <= 100_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(9); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean number = text.toString().matches("-?[0-9]+\\.?[0-9]*");
      long expected = number ? new BigDecimal(text.toString()).movePointRight(Decimals.SCALE).longValueExact() : Decimals.NOT_FIXED;
      assertThat(fixedOfBytes(text.toString())).as("seed %d: %s", seed, text).isEqualTo(expected);
      numbers += number ? 1 : 0;
    }
    assertThat(numbers).isBetween(30_000, 90_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "1000.0000000000", "100000e-2", "1.0e+3", "1000000000000000000000000000000000000000000e-39"})
  void anyWritingOfAThousandIsAThousand(String text) {
    assertThat(Decimals.parse(text)).map(Decimals::fixed).contains(1_000_000_000_000L);
    assertThat(Decimals.parse(text)).map(Decimals::text).contains("1000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0, 0", "-0.0e5, 0", "0e999999999999999999999, 0", "1, 1", "1.0, 1", "1e0, 1", "10e-1, 1", "120, 120", "1.20, 1.2",
    "-57.31298, -57.31298", "0.000001, 0.000001", "1e-6, 0.000001", "0.0000001, 1e-7", "-1.25e-9, -1.25e-9", "1e20, 100000000000000000000",
    "1e21, 1e21", "15e24, 1.5e25", "123456789012345678901, 123456789012345678901", "1234567890123456789012, 1.234567890123456789012e21",
    "1e400, 1e400", "1e-400, 1e-400", "-9.99e400, -9.99e400"})
  void canonicalTextIsTheShortestWriting(String written, String canonical) {
    BigDecimal number = Decimals.parse(written).orElseThrow();
    assertThat(Decimals.text(number)).isEqualTo(canonical);
    assertThat(number).isEqualByComparingTo(new BigDecimal(canonical));
    assertThat(number).isEqualTo(number.stripTrailingZeros());
  }

  @Test
  void thirtyFourDigitsAreInRangeAndThirtyFiveAreNot() {
    assertThat(Decimals.parse(DIGITS_34)).contains(new BigDecimal(DIGITS_34));
    assertThat(Decimals.parse("0.00" + DIGITS_34 + "000")).contains(new BigDecimal("0.00" + DIGITS_34));
    assertThat(Decimals.parse(DIGITS_34 + "00000.0")).isPresent();
    assertThat(Decimals.parse(DIGITS_34 + "5")).isEmpty();
    assertThat(Decimals.parse("1." + DIGITS_34)).isEmpty();
    assertThat(Decimals.parse("1" + "0".repeat(33) + "1")).isEmpty();
    assertThat(Decimals.parse("1" + "0".repeat(32) + "1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e401", "-1e401", "10e400", "1e-401", "0.1e-400", "1e99999999999999999999", "1e-99999999999999999999",
      "1e2147483648", "1e-2147483648",
    "1e4294967296", "1e18446744073709551616"})
  void exponentsBeyondFourHundredAreOutOfRange(String text) {
    assertThat(Decimals.parse(text)).isEmpty();
  }

  @Test
  void aMillionDigitsCostNothing() {
    String million = "0".repeat(1_000_000);
    assertThat(Decimals.parse("1" + million)).isEmpty();
    assertThat(Decimals.parse("7".repeat(1_000_000))).isEmpty();
    assertThat(Decimals.parse("0." + million + "1")).isEmpty();
    assertThat(Decimals.parse("1" + million + "e-1000000")).contains(BigDecimal.ONE);
    assertThat(Decimals.parse("0." + million + "1e1000001")).contains(BigDecimal.ONE);
    assertThat(Decimals.parse("-0." + million)).contains(BigDecimal.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 0.3333333333333333", "2, 3, 0.6666666666666667", "10, 4, 2.5", "0, 7, 0", "-1, 8, -0.125",
    "10000000000000005, 10, 1000000000000000", "10000000000000015, 10, 1000000000000002", "12345678901234567890, 1, 12345678901234570000"})
  void averagesAreHalfEvenToSixteenDigits(String sum, long count, String average) {
    assertThat(Decimals.text(Decimals.average(new BigDecimal(sum), count))).isEqualTo(average);
  }

  @Test
  void tenthsAddUpExactly() {
    long sum = Decimals.fixed(new BigDecimal("0.1")) + Decimals.fixed(new BigDecimal("0.2"));
    assertThat(Decimals.text(Decimals.ofFixed(sum))).isEqualTo("0.3");
  }

  @Test
  void randomNumbersKeepTheirValueInEveryForm() {
    for (long seed = 1; seed <= 5_000; seed++) {
      Random random = new Random(seed);
      BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(112), random), random.nextInt(24) - 4);
      number = random.nextBoolean() ? number.negate() : number;
      String text = Decimals.text(number);
      assertThat(new BigDecimal(text)).as("seed %d", seed).isEqualByComparingTo(number);
      assertThat(Decimals.parse(number.toString().replace("E", "e"))).as("seed %d", seed).contains(number.stripTrailingZeros());
      assertThat(Decimals.parse(number.toPlainString()).map(Decimals::text)).as("seed %d", seed).contains(text);
      long fixed = Decimals.fixed(number);
      if (fixed != Decimals.NOT_FIXED) {
        assertThat(Decimals.ofFixed(fixed)).as("seed %d", seed).isEqualTo(number.stripTrailingZeros());
        assertThat(fixedOfBytes(number.stripTrailingZeros().toPlainString())).as("seed %d", seed).isEqualTo(fixed);
      }
    }
  }

  private static long fixedOfBytes(String text) {
    long fixed = fixedOfBytes(text, "7");
    assertThat(fixedOfBytes(text, "77777777")).isEqualTo(fixed);
    return fixed;
  }

  private static long fixedOfBytes(String text, String after) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] padded = ("7" + text + after).getBytes(StandardCharsets.ISO_8859_1);
    return Decimals.fixed(padded, 1, 1 + bytes.length);
  }
}
