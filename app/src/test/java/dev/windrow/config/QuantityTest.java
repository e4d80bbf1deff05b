package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  private static final Range ALL = new Range(0, Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource({
      "0ms, 0", "1ms, 1", "250ms, 250", "999ms, 999", "1s, 1000", "90s, 90000", "1m, 60000", "61m, 3660000", "1h, 3600000", "25h, 90000000",
      "1d, 86400000", "36500d, 3153600000000"
  })
  void aDurationIsReadAndWrittenInItsLargestUnit(String text, long ms) {
    assertThat(Quantity.DURATION.parse(text, "", ALL).value()).contains(ms);
    assertThat(Quantity.DURATION.text(ms)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1B, 1", "1023B, 1023", "1KiB, 1024", "64KiB, 65536", "1025B, 1025", "1MiB, 1048576", "1GiB, 1073741824", "3MiB, 3145728"})
  void aSizeIsReadAndWrittenInItsLargestUnit(String text, long bytes) {
    assertThat(Quantity.SIZE.parse(text, "", ALL).value()).contains(bytes);
    assertThat(Quantity.SIZE.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0s, 0", "1000ms, 1000", "60s, 60000", "007s, 7000", "24h, 86400000"})
  void smallerUnitsMeanTheSame(String text, long ms) {
    assertThat(Quantity.DURATION.parse(text, "", ALL).value()).contains(ms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5S", "5 s", "-5s", "+5s", "5.0s", "1m30s", "5s ", "5min", "5µs", "5ns", "٣s", "1MiB", "PT5S"})
  void everythingElseIsNoDuration(String text) {
    assertThat(Quantity.DURATION.parse(text, "", ALL).value()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807d", "999999999999999999d", "106751991168d", "99999999999999999999999999999999ms"})
  void whatDoesNotFitIsOutOfRange(String text) {
    assertThat(Quantity.DURATION.parse(text, "", ALL).value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9ms, false", "10ms, true", "60s, true", "60001ms, false", "1m, true", "2m, false"})
  void bothEndsOfARangeBelongToIt(String text, boolean within) {
    assertThat(Quantity.DURATION.parse(text, "", new Range(10, 60_000)).value().isPresent()).isEqualTo(within);
  }
}
