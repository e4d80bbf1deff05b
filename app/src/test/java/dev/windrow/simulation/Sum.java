package dev.windrow.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Events added up the plain way. */
final class Sum {

  private static final MathContext AVERAGE = new MathContext(16, RoundingMode.HALF_EVEN);

  private long count;
  private long numbers;
  private BigDecimal total = BigDecimal.ZERO;
  private BigDecimal low;
  private BigDecimal high;

  void add(Optional<BigDecimal> number) {
    count++;
    number.ifPresent(this::addNumber);
  }

  void add(Sum other) {
    count += other.count;
    if (other.numbers > 0) {
      numbers += other.numbers;
      total = total.add(other.total);
      low = low == null ? other.low : low.min(other.low);
      high = high == null ? other.high : high.max(other.high);
    }
  }

  private void addNumber(BigDecimal number) {
    numbers++;
    total = total.add(number);
    low = low == null ? number : low.min(number);
    high = high == null ? number : high.max(number);
  }

  long count() {
    return count;
  }

  /** The measures as a result has them. */
  String json() {
    BigDecimal mean = numbers == 0 ? null : total.divide(BigDecimal.valueOf(numbers), AVERAGE);
    return ",\"n\":" + count + ",\"total\":" + text(numbers == 0 ? null : total) + ",\"mean\":" + text(mean) + ",\"low\":" + text(low)
        + ",\"high\":" + text(high);
  }

  private static String text(BigDecimal number) {
    return number == null ? "null" : number.stripTrailingZeros().toPlainString();
  }
}
