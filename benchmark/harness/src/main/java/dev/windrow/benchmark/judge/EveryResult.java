package dev.windrow.benchmark.judge;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Every result of the default aggregation, number by number. The last one of a key is the one that is judged. */
public final class EveryResult implements Expectation {

  private final Map<Result.Key, Result> expected;
  private final Instant lastEnd;
  private final Tolerance tolerance;
  private final Map<Result.Key, Result> found = new HashMap<>();
  private long repeated;
  private long extra;
  private String example = "";

  /** @param lastEnd the end of the last window that is judged */
  public EveryResult(Truth truth, Instant lastEnd, Tolerance tolerance) {
    this.expected = truth.until(lastEnd);
    this.lastEnd = lastEnd;
    this.tolerance = tolerance;
  }

  /** The end of a result's window. */
  public static Instant windowEnd(byte[] value) throws IOException {
    return Result.parse(value).key().windowEnd();
  }

  @Override
  public void add(byte[] value) {
    try {
      add(Result.parse(value));
    } catch (IOException e) {
      unexpected(new String(value, StandardCharsets.UTF_8));
    }
  }

  private void add(Result result) {
    if (result.key().windowEnd().isAfter(lastEnd)) {
      return;
    }
    if (!expected.containsKey(result.key())) {
      unexpected(result.toString());
    } else if (found.put(result.key(), result) != null) {
      repeated++;
      differs("there is more than one result for " + result.key());
    }
  }

  @Override
  public boolean isComplete() {
    return found.size() == expected.size();
  }

  @Override
  public Verdict verdict() {
    long wrong = 0;
    for (Map.Entry<Result.Key, Result> entry : found.entrySet()) {
      Result right = expected.get(entry.getKey());
      if (!same(right, entry.getValue())) {
        wrong++;
        differs("expected " + right + ", found " + entry.getValue());
      }
    }
    return new Verdict(expected.size(), expected.size() - found.size(), wrong, extra, repeated, counted(), example);
  }

  private boolean same(Result right, Result result) {
    return right.count() == result.count()
        && right.numbers().keySet().equals(result.numbers().keySet())
        && right.numbers().entrySet().stream().allMatch(number -> near(number.getValue(), result.numbers().get(number.getKey())));
  }

  private boolean near(BigDecimal right, BigDecimal number) {
    return tolerance.allows(right, number);
  }

  private double counted() {
    long all = expected.values().stream().mapToLong(Result::count).sum();
    return all == 0 ? 0 : (double) found.values().stream().mapToLong(Result::count).sum() / all;
  }

  private void unexpected(String what) {
    extra++;
    differs("not expected: " + what);
  }

  private void differs(String what) {
    if (example.isEmpty()) {
      example = what;
    }
  }
}
