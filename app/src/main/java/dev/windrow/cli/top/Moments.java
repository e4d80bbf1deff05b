package dev.windrow.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and how long they last, as the live page writes them. UTC, as in the results. */
final class Moments {

  private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
  private static final DateTimeFormatter MILLISECONDS = formatter("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY = formatter("yyyy-MM-dd");

  private Moments() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** 2026-11-20 10:15:30. */
  static String full(Instant time) {
    return DAY.format(time) + " " + SECONDS.format(time);
  }

  /** 10:15:30, with its day in front unless that is the day of now. */
  static String moment(Instant time, Instant now) {
    return day(time).equals(day(now)) ? SECONDS.format(time) : full(time);
  }

  /** 10:15:30–10:15:35; with days where one of them is not the day of now. */
  static String span(Instant start, Instant end, Instant now) {
    boolean today = day(start).equals(day(now)) && day(end.minusMillis(1)).equals(day(now));
    return today ? exact(start) + "–" + exact(end) : dated(start) + "–" + (day(start).equals(day(end)) ? exact(end) : dated(end));
  }

  private static String dated(Instant time) {
    return DAY.format(time) + " " + exact(time);
  }

  /** With milliseconds where there are some. */
  private static String exact(Instant time) {
    return (time.toEpochMilli() % 1000 == 0 ? SECONDS : MILLISECONDS).format(time);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** 0.4 s, 12 s, 4 min 10 s, 2 h 5 min, 3 d 4 h. */
  static String lasting(Duration duration) {
    if (duration.isNegative()) {
      return "-" + lasting(duration.negated());
    }
    long ms = duration.toMillis();
    if (ms < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
    if (ms < 60_000) {
      return ms / 1000 + " s";
    }
    if (ms < 3_600_000) {
      return two(ms, 60_000, "min", 1_000, "s");
    }
    return ms < 86_400_000 ? two(ms, 3_600_000, "h", 60_000, "min") : two(ms, 86_400_000, "d", 3_600_000, "h");
  }

  private static String two(long ms, long large, String largeName, long small, String smallName) {
    long rest = ms % large / small;
    return ms / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
  }

  /** A length that was configured: 500 ms, 5 s, 2 min. */
  static String length(long ms) {
    return ms < 1000 ? ms + " ms" : ms < 60_000 && ms % 1000 == 0 ? ms / 1000 + " s" : lasting(Duration.ofMillis(ms));
  }
}
