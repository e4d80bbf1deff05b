package dev.windrow.ingest.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** How long to wait; zero when there is no such header, or nothing that can be understood. Never negative. */
  static Duration of(Optional<String> header, Instant now) {
    return header.map(String::strip).map(text -> SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : until(text, now)).orElse(Duration.ZERO);
  }

  private static Duration until(String date, Instant now) {
    try {
      Duration left = Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException malformed) {
      return Duration.ZERO;
    }
  }
}
