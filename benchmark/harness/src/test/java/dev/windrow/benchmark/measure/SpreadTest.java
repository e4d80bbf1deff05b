package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(5, 1, 9));
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(4, 1, 8, 2)).isEqualTo(new Spread(3, 1, 8));
  }

  @Test
  void textShowsTheRangeWhenThereIsOne() {
    assertThat(Spread.of(3.456, 3.2, 3.999).text(2)).isEqualTo("3.46 (3.20–4.00)");
    assertThat(Spread.of(7).text(0)).isEqualTo("7");
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of())).withMessageContaining("found none");
  }
}
