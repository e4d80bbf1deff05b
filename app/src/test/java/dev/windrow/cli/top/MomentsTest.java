package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MomentsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:42.750Z");

  @Test
  void aTimeOfAnotherDayHasItsDay() {
    assertThat(Moments.moment(Instant.parse("2026-11-20T00:00:00Z"), NOW)).isEqualTo("00:00:00");
    assertThat(Moments.moment(Instant.parse("2026-11-19T23:59:59.999Z"), NOW)).isEqualTo("2026-11-19 23:59:59");
    assertThat(Moments.full(NOW)).isEqualTo("2026-11-20 10:15:42");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:15:40Z, 2026-11-20T10:15:45Z, 10:15:40–10:15:45",
    "2026-11-20T10:15:40Z, 2026-11-20T10:15:40.250Z, 10:15:40–10:15:40.250",
    "2026-11-20T23:59:00Z, 2026-11-21T00:00:00Z, 23:59:00–00:00:00",
    "2026-11-19T10:00:00Z, 2026-11-19T11:00:00Z, 2026-11-19 10:00:00–11:00:00",
    "2026-11-19T00:00:00Z, 2026-11-21T00:00:00Z, 2026-11-19 00:00:00–2026-11-21 00:00:00",
  })
  void aWindowSaysItsDayOnlyWhenItIsAnother(Instant start, Instant end, String shown) {
    assertThat(Moments.span(start, end, NOW)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s", "440, 0.4 s", "9999, 10.0 s", "10000, 10 s", "59999, 59 s", "60000, 1 min", "250000, 4 min 10 s", "7500000, 2 h 5 min", "273600000, 3 d 4 h",
    "-1500, -1.5 s",
  })
  void aDurationHasTheTwoUnitsThatMatter(long ms, String shown) {
    assertThat(Moments.lasting(Duration.ofMillis(ms))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 ms", "500, 500 ms", "5000, 5 s", "1500, 1.5 s", "60000, 1 min", "3600000, 1 h"})
  void aLengthIsWrittenAsItWasConfigured(long ms, String shown) {
    assertThat(Moments.length(ms)).isEqualTo(shown);
  }
}
