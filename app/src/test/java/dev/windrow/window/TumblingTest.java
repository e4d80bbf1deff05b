package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TumblingTest {

  private final Tumbling windows = new Tumbling(5, 2);

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "5, 5", "9, 5", "10, 10", "253402300799999, 253402300799995"})
  void timeFallsIntoTheWindowThatStartsAtOrBeforeIt(long time, long start) {
    assertThat(windows.start(time)).isEqualTo(start);
    assertThat(time).isBetween(start, windows.end(start) - 1);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "4, false", "5, false", "6, false", "7, true", "8, true", "9223372036854775807, true"})
  void s3EventIsLateOnceTheClockHasReachedEndPlusGrace(long clock, boolean late) {
    assertThat(windows.isLate(0, clock)).isEqualTo(late);
    assertThat(windows.closesAt(0)).isEqualTo(7);
  }

  @Test
  void withoutGraceAWindowClosesAtItsEnd() {
    Tumbling strict = new Tumbling(5, 0);

    assertThat(strict.isLate(5, 9)).isFalse();
    assertThat(strict.isLate(5, 10)).isTrue();
  }

  @Test
  void largestWindowAndGraceDoNotOverflowInTheYear9999() {
    Tumbling largest = new Tumbling(Tumbling.MAX_MS, Tumbling.MAX_MS);
    long start = largest.start(253_402_300_799_999L);

    assertThat(largest.closesAt(start)).isGreaterThan(largest.end(start)).isGreaterThan(start);
    assertThat(largest.isLate(start, 253_402_300_799_999L)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-5, 0", "5, -1", "3153600000001, 0", "5, 3153600000001"})
  void sizeAndGraceOutsideTheirBoundsAreRefused(long size, long grace) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tumbling(size, grace))
        .withMessageContainingAll("expected", String.valueOf(size), String.valueOf(grace));
  }

  @ParameterizedTest
  @CsvSource({"0, 11, false", "0, 12, true", "11, 12, true", "12, 13, false", "12, 21, false", "12, 22, true", "21, 22, true", "12, 12, false", "0, 0, false", "0, 1000, true"})
  void aWindowClosesWhenTheClockPassesItsEndPlusGrace(long before, long after, boolean closes) {
    assertThat(new Tumbling(10, 2).mayClose(before, after)).isEqualTo(closes);
  }

  @ParameterizedTest
  @CsvSource({"10, 2, 5, 2, true", "5, 2, 5, 2, true", "10, 3, 5, 2, true", "10, 1, 5, 2, false", "12, 2, 5, 2, false", "5, 2, 10, 2, false"})
  void aWindowIsMadeOfWholeFinerOnesThatCloseNoLater(long size, long grace, long finerSize, long finerGrace, boolean made) {
    assertThat(new Tumbling(size, grace).isMadeOf(new Tumbling(finerSize, finerGrace))).isEqualTo(made);
  }
}
