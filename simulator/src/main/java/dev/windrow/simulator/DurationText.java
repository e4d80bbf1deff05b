package dev.windrow.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations with written units: {@code 500ms}, {@code 5s}, {@code 1.5m}, {@code 2h}, {@code 1d}, {@code 1h30m}. */
final class DurationText {

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,12}(\\.[0-9]{1,9})?(us|ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("([0-9.]+)(us|ms|s|m|h|d)");
  private static final Map<String, Long> NANOS = Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L,
      "m", 60_000_000_000L, "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);

  private DurationText() {
  }

  static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a duration with its unit, like 500ms, 5s, 2m, 1h or 1d, found '" + text + "'");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("expected a duration below 106751 days, found '" + text + "'");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** In the largest unit that takes it whole: 90s, not 1m30s. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long unitMillis = NANOS.get(unit) / 1_000_000;
      if (millis != 0 && millis % unitMillis == 0) {
        return millis / unitMillis + unit;
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }
}
