package dev.windrow.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberColumnTest {

  private final NumberColumn column = new NumberColumn(1);

  @Test
  void holdsFixedBigAndMissingNumbers() {
    column.fixed(0, -5);
    column.none(1);
    column.big(2, new BigDecimal("1e30"));
    column.fixed(3, Long.MIN_VALUE + 2);

    assertThat(column.isFixed(0)).isTrue();
    assertThat(column.fixed(0)).isEqualTo(-5);
    assertThat(column.isNone(1)).isTrue();
    assertThat(column.isFixed(1)).isFalse();
    assertThat(column.isNone(2)).isFalse();
    assertThat(column.isFixed(2)).isFalse();
    assertThat(column.big(2)).isEqualTo(new BigDecimal("1e30"));
    assertThat(column.isFixed(3)).isTrue();
  }

  @Test
  void theLastRowCanBeWrittenAgain() {
    column.big(0, BigDecimal.TEN);
    column.fixed(0, 1);
    assertThat(column.isFixed(0)).isTrue();
    column.none(0);
    assertThat(column.isNone(0)).isTrue();
    column.big(0, BigDecimal.ONE);
    assertThat(column.big(0)).isEqualTo(BigDecimal.ONE);
  }

  @Test
  void rowsThatWerePassedOverHaveNoNumber() {
    column.fixed(0, 1);
    column.fixed(100, 2);
    assertThat(column.isNone(50)).isTrue();
    assertThat(column.isNone(1000)).isTrue();
    assertThat(column.isFixed(1000)).isFalse();
    assertThat(column.fixed(100)).isEqualTo(2);
  }
}
