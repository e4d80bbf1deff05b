package dev.windrow.cli.verify;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with their unit, as in the configuration: {@code 250ms}, {@code 20s}, {@code 5m}, {@code 1h}, {@code 1d}. */
public final class TimeText {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS = Map.of(
      "ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

  private TimeText() {}

  /** The time; IllegalArgumentException says what was expected. */
  public static Duration parse(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected a time with its unit such as 250ms, 20s, 5m or 1h, found '" + text + "'");
    }
    return UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
  }
}
