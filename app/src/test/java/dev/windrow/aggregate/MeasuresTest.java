package dev.windrow.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {

  private static final String KNOWN = "count(), sum(field), avg(field), min(field), max(field)";

  @Test
  void fieldsAreEachCollectedOnceInTheOrderOfTheirFirstUse() {
    Measures measures = measures("max(b)", "count()", "sum(a.x)", "avg(b)");

    assertThat(measures.fields()).containsExactly("b", "a.x");
    assertThat(measures.newAccumulator().fields()).isEqualTo(2);
  }

  @Test
  void valuesComeInDeclaredOrder() {
    Measures measures = measures("max(b)", "count()", "sum(a)", "avg(b)", "min(b)", "sum(b)", "count()");
    Accumulator accumulator = measures.newAccumulator();
    accumulator.add(columns(2_500_000_000L, 1_000_000_000L), 0);
    accumulator.add(columns(4_000_000_000L, -3_000_000_000L), 0);

    assertThat(measures.values(accumulator))
        .containsExactly(
            new BigDecimal("4"), 2L, new BigDecimal("-2"), new BigDecimal("3.25"), new BigDecimal("2.5"), new BigDecimal("6.5"), 2L);
  }

  @Test
  void s10MeasureOfNoNumbersIsNullAndCountIsNot() {
    Measures measures = measures("count()", "sum(a)", "avg(a)", "min(a)", "max(a)");
    Accumulator accumulator = measures.newAccumulator();
    accumulator.add(new NumberColumn[] {new NumberColumn(1)}, 0);

    assertThat(measures.values(accumulator)).containsExactly(1L, null, null, null, null);
  }

  @Test
  void accumulatorOfOtherMeasuresIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> measures("sum(a)").values(new Accumulator(2)))
        .withMessage("expected an accumulator of the fields [a], found one of 2 fields");
  }

  @ParameterizedTest
  @CsvSource({
    "count(), COUNT,",
    "sum(value), SUM, value",
    "' AVG ( user.age ) ', AVG, user.age",
    "Min(größe), MIN, größe",
    "max(a-b_c), MAX, a-b_c"
  })
  void measureIsReadAsItIsWritten(String expression, Function function, String field) {
    Measure measure = Measure.parse("m", expression);

    assertThat(measure).isEqualTo(new Measure("m", function, Optional.ofNullable(field)));
    assertThat(Measure.parse("m", measure.expression())).isEqualTo(measure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sum", "sum value", "median(x)", "sum(a, b)", "sum(a b)", "sum(a))", "count() + 1", "(x)", "sum(count())"})
  void measureThatDoesNotExistIsRefusedWithThoseThatDo(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measure.parse("m", expression))
        .withMessage("expected " + KNOWN + ", found '" + expression + "'");
  }

  @ParameterizedTest
  @CsvSource({"sum(), sum(field)", "count(x), count()", "max( ), max(field)"})
  void fieldThatIsMissingOrTooManyIsNamed(String expression, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measure.parse("m", expression))
        .withMessage("expected " + expected + ", found '" + expression.replace(" ", "") + "'");
  }

  private static Measures measures(String... expressions) {
    return new Measures(Stream.of(expressions).map(expression -> Measure.parse(expression, expression)).toList());
  }

  /** One row, fixed numbers. */
  private static NumberColumn[] columns(long... fixed) {
    NumberColumn[] columns = new NumberColumn[fixed.length];
    for (int i = 0; i < fixed.length; i++) {
      columns[i] = new NumberColumn(1);
      columns[i].fixed(0, fixed[i]);
    }
    return columns;
  }
}
