package dev.windrow.benchmark.judge;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What an aggregation with other groups or longer windows should add up to: count and sum over all groups of each window. Every result is
 * taken to be the only one of its key, so a repeated one shows as a wrong total. It looks for its fields in the bytes: there can be
 * millions of results, and who reads them should not be in the way of who is measured.
 */
public final class WindowTotals implements Expectation {

  private static final byte[] END = ascii("\"window_end\":\"");
  private static final byte[] COUNT = ascii("\"count\":");
  private static final byte[] SUM = ascii("\"sum_value\":");

  private final byte[] aggregation;
  private final Instant lastEnd;
  private final Tolerance tolerance;
  private final Map<Instant, Total> expected = new HashMap<>();
  private final Map<Instant, Total> found = new HashMap<>();
  private final Map<String, Instant> parsed = new HashMap<>();
  private long incomplete;
  private long extra;
  private String example = "";

  /**
   * @param aggregation only results with this name in them; empty for all
   * @param windowMs a multiple of the truth's windows
   * @param lastEnd the end of the last window that is judged
   */
  public WindowTotals(Truth truth, String aggregation, long windowMs, Instant lastEnd, Tolerance tolerance) {
    this.aggregation = ascii(aggregation.isEmpty() ? "" : "\"aggregation\":\"" + aggregation + "\"");
    this.lastEnd = lastEnd;
    this.tolerance = tolerance;
    truth.until(lastEnd).values().forEach(result -> total(expected, windowEnd(result.key().windowEnd(), windowMs))
        .add(result.count(), result.numbers().getOrDefault("sum_value", BigDecimal.ZERO)));
    expected.keySet().removeIf(end -> end.isAfter(lastEnd));
    incomplete = expected.size();
  }

  /** The end of the longer window that a window belongs to. */
  private static Instant windowEnd(Instant end, long windowMs) {
    long ms = end.toEpochMilli();
    return Instant.ofEpochMilli((ms + windowMs - 1) / windowMs * windowMs);
  }

  @Override
  public void add(byte[] value) {
    if (aggregation.length > 0 && after(value, aggregation) < 0) {
      return;
    }
    int end = after(value, END);
    int count = after(value, COUNT);
    if (end < 0 || count < 0) {
      unexpected(value);
      return;
    }
    Instant windowEnd = parsed.computeIfAbsent(text(value, end), Instant::parse);
    Total right = expected.get(windowEnd);
    if (right != null) {
      add(value, windowEnd, Long.parseLong(text(value, count)), right);
    } else if (!windowEnd.isAfter(lastEnd)) {
      unexpected(value);
    }
  }

  private void add(byte[] value, Instant windowEnd, long count, Total right) {
    Total total = total(found, windowEnd);
    boolean before = total.count >= right.count;
    int sum = after(value, SUM);
    total.add(count, sum < 0 ? BigDecimal.ZERO : new BigDecimal(text(value, sum)));
    if (!before && total.count >= right.count) {
      incomplete--;
    }
  }

  @Override
  public boolean isComplete() {
    return incomplete == 0;
  }

  @Override
  public Verdict verdict() {
    long missing = 0;
    long wrong = 0;
    long counted = 0;
    long all = 0;
    for (Map.Entry<Instant, Total> entry : expected.entrySet()) {
      Total right = entry.getValue();
      Total total = found.get(entry.getKey());
      all += right.count;
      if (total == null) {
        missing++;
      } else {
        counted += total.count;
        wrong += differs(entry.getKey(), right, total) ? 1 : 0;
      }
    }
    return new Verdict(expected.size(), missing, wrong, extra, 0, all == 0 ? 0 : (double) counted / all, example);
  }

  private boolean differs(Instant end, Total right, Total total) {
    if (right.count == total.count && tolerance.allows(right.sum, total.sum)) {
      return false;
    }
    if (example.isEmpty()) {
      example = "expected " + right + " in all groups of the window until " + end + ", found " + total;
    }
    return true;
  }

  private void unexpected(byte[] value) {
    extra++;
    if (example.isEmpty()) {
      example = "not expected: " + new String(value, StandardCharsets.UTF_8);
    }
  }

  private static Total total(Map<Instant, Total> totals, Instant end) {
    return totals.computeIfAbsent(end, added -> new Total());
  }

  /** The index after the first occurrence of {@code wanted}, or -1. */
  private static int after(byte[] value, byte[] wanted) {
    for (int i = 0; i <= value.length - wanted.length; i++) {
      if (value[i] == wanted[0] && Arrays.equals(value, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + wanted.length;
      }
    }
    return -1;
  }

  /** What is there until the end of a JSON string or number. */
  private static String text(byte[] value, int from) {
    int to = from;
    while (to < value.length && value[to] != '"' && value[to] != ',' && value[to] != '}') {
      to++;
    }
    return new String(value, from, to - from, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Total {

    private long count;
    private BigDecimal sum = BigDecimal.ZERO;

    void add(long moreCount, BigDecimal moreSum) {
      count += moreCount;
      sum = sum.add(moreSum);
    }

    @Override
    public String toString() {
      return count + " events with a sum of " + sum.stripTrailingZeros().toPlainString();
    }
  }
}
