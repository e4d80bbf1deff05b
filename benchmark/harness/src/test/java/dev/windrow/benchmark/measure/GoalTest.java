package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void lineSaysWhatWasFoundAndWhatWasWanted() {
    assertThat(atLeast(0.684, "0.65").line()).isEqualTo("goal 1 throughput/raw 0.68 (>= 0.65) met");
    assertThat(atLeast(0.6, "0.65").line()).isEqualTo("goal 1 throughput/raw 0.60 (>= 0.65) NOT MET");
    assertThat(atMost(85, "120").line()).isEqualTo("goal 3 latency p50 ms 85.0 (<= 120) met");
    assertThat(atMost(121.3, "120").line()).isEqualTo("goal 3 latency p50 ms 122 (<= 120) NOT MET");
  }

  @Test
  void theBoundItselfIsEnough() {
    assertThat(atLeast(0.65, "0.65").isMet()).isTrue();
    assertThat(atMost(120, "120").isMet()).isTrue();
  }

  @Test
  void isRoundedAgainstUsSoThatAMissNeverLooksLikeAHit() {
    assertThat(atLeast(2.1999, "2.2").line()).contains("2.19 (>= 2.2) NOT MET");
    assertThat(atMost(0.5001, "0.50").line()).contains("0.51 (<= 0.50) NOT MET");
    assertThat(atMost(0.3, "0.50").line()).contains("0.30 (<=");
    assertThat(atLeast(12.38, "12").line()).contains("12.3 (>=");
  }

  @Test
  void whatWasNotMeasuredIsNotMet() {
    assertThat(Goal.atLeast(1, "throughput/raw", OptionalDouble.empty(), "0.65").line())
        .isEqualTo("goal 1 throughput/raw not measured (>= 0.65) NOT MET");
    assertThat(atLeast(Double.NaN, "0.65").isMet()).isFalse();
    assertThat(atMost(Double.NaN, "120").isMet()).isFalse();
  }

  private static Goal atLeast(double value, String bound) {
    return Goal.atLeast(1, "throughput/raw", OptionalDouble.of(value), bound);
  }

  private static Goal atMost(double value, String bound) {
    return Goal.atMost(3, "latency p50 ms", OptionalDouble.of(value), bound);
  }
}
