package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void requestsAreEvenlySpacedWithoutDriftAndThoseOfTheBeginningDoNotCount() {
    Pace pace = new Pace(3, 100, Duration.ofSeconds(1), Duration.ofSeconds(2));

    assertThat(pace.requests()).isEqualTo(9);
    assertThat(pace.dueNanos(0)).isEqualTo(100);
    assertThat(pace.dueNanos(1)).isEqualTo(100 + 333_333_333);
    assertThat(pace.dueNanos(3)).isEqualTo(100 + 1_000_000_000);
    assertThat(pace.dueNanos(3_000_001)).isEqualTo(100 + 1_000_000_333_333_333L);
    assertThat(pace.isMeasured(2)).isFalse();
    assertThat(pace.isMeasured(3)).isTrue();
    assertThat(pace.endNanos()).isEqualTo(100 + 3_000_000_000L);
  }

  @Test
  void ratesOfThousandsOverMinutesDoNotOverflow() {
    Pace pace = new Pace(128_000, 0, Duration.ZERO, Duration.ofMinutes(1));

    assertThat(pace.requests()).isEqualTo(60 * 128_000);
    assertThat(pace.dueNanos(pace.requests())).isEqualTo(pace.endNanos());
  }
}
