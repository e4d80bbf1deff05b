package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void isTheSmallestValueWithThatShareAtOrBelowIt() {
    Percentiles hundred = new Percentiles(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());

    assertThat(hundred.at(50)).isEqualTo(50);
    assertThat(hundred.at(99)).isEqualTo(99);
    assertThat(hundred.at(100)).isEqualTo(100);
    assertThat(hundred.at(0.1)).isEqualTo(1);
  }

  @Test
  void ofFewValuesHighPercentilesAreTheHighest() {
    Percentiles three = new Percentiles(List.of(3.0, 1.0, 2.0));

    assertThat(three.at(99)).isEqualTo(3);
    assertThat(three.at(50)).isEqualTo(2);
  }

  @Test
  void excessIsTheLargestDifferenceOfAnyPercentile() {
    Percentiles three = new Percentiles(1, 2, 3);

    assertThat(new Percentiles(1, 2, 9).excessOver(three)).isEqualTo(6);
    assertThat(new Percentiles(1, 1, 5, 5, 3.5, 3).excessOver(three)).isEqualTo(2);
    assertThat(three.excessOver(three)).isZero();
  }
}
