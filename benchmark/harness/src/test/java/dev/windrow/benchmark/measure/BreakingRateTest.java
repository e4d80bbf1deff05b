package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BreakingRateTest {

  private final BreakingRate rates = new BreakingRate(500);

  @Test
  void rateIsDoubledUntilItBreaksAndThenHalvedToTenPercent() {
    assertThat(triedUpTo(5_300)).containsExactly(500, 1_000, 2_000, 4_000, 8_000, 6_000, 5_000, 5_500);
    assertThat(rates.held()).isEqualTo(5_000);
    assertThat(rates.broken()).hasValue(5_500);
    assertThat(rates.isFound()).isTrue();
  }

  @Test
  void whenTheFirstBreaksLessIsTried() {
    assertThat(triedUpTo(300)).containsExactly(500, 250, 375, 312, 281, 296);
    assertThat(rates.held()).isEqualTo(296);
    assertThat(rates.broken()).hasValue(312);
  }

  @Test
  void endsWhenNothingBreaksOrNothingHolds() {
    assertThat(triedUpTo(Integer.MAX_VALUE)).endsWith(64_000, 128_000);
    assertThat(rates.broken()).isEmpty();
    assertThat(rates.isFound()).isFalse();

    BreakingRate hopeless = new BreakingRate(500);
    for (OptionalInt rate = hopeless.next(); rate.isPresent(); rate = hopeless.next()) {
      hopeless.tried(rate.getAsInt(), false);
    }
    assertThat(hopeless.held()).isZero();
    assertThat(hopeless.broken()).hasValue(15);
  }

  private List<Integer> triedUpTo(int highest) {
    List<Integer> tried = new ArrayList<>();
    for (OptionalInt rate = rates.next(); rate.isPresent(); rate = rates.next()) {
      tried.add(rate.getAsInt());
      rates.tried(rate.getAsInt(), rate.getAsInt() <= highest);
    }
    return tried;
  }
}
