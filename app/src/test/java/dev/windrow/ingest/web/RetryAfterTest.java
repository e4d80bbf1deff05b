package dev.windrow.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0 | 0", "7 | 7", "' 120 ' | 120", "999999999 | 999999999",
      "Fri, 20 Nov 2026 10:15:40 GMT | 10", "Fri, 20 Nov 2026 10:15:30 GMT | 0", "Fri, 20 Nov 2026 09:00:00 GMT | 0",
      "-1 | 0", "1.5 | 0", "soon | 0", "'' | 0", "99999999999999999999 | 0", "Fri, 99 Nov 2026 10:15:40 GMT | 0"})
  void secondsAndDatesAreUnderstoodAndNothingElse(String header, long seconds) {
    assertThat(RetryAfter.of(Optional.of(header), NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void withoutTheHeaderThereIsNothingToWaitFor() {
    assertThat(RetryAfter.of(Optional.empty(), NOW)).isZero();
  }
}
