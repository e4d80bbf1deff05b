package dev.windrow.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How a time is written: {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, or a pattern of {@link DateTimeFormatter}, with English names of months
 * and days, in any case. A pattern takes dates only that exist (30.02. does not); without time of day it means the first moment of the day.
 */
public record TimeFormat(String text) {

  public static final TimeFormat ISO = new TimeFormat("iso");
  public static final TimeFormat EPOCH_SECONDS = new TimeFormat("epoch-seconds");
  public static final TimeFormat EPOCH_MILLIS = new TimeFormat("epoch-millis");

  static final String EXPECTED = "iso, epoch-seconds, epoch-millis, or a pattern with year, month and day, as in dd.MM.yyyy HH:mm:ss";

  private static final long SAMPLE_SECONDS = 1_795_166_130;

  public TimeFormat {
    if (!text.equals("iso") && !text.startsWith("epoch-") && !isPattern(text) || text.startsWith("epoch-") && !text.matches("epoch-(seconds|millis)")) {
      throw new IllegalArgumentException("expected " + EXPECTED + ", found " + Problem.quote(text));
    }
  }

  /** Empty for times that are counted, which are no pattern. */
  public Optional<DateTimeFormatter> formatter() {
    return equals(EPOCH_SECONDS) || equals(EPOCH_MILLIS) ? Optional.empty() : Optional.of(equals(ISO) ? iso() : pattern(text));
  }

  /** With or without time of day, seconds, up to nine digits of their fraction, and zone. */
  private static DateTimeFormatter iso() {
    return new DateTimeFormatterBuilder().parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart().appendLiteral('T').append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalStart().parseLenient().appendOffset("+HH:mm", "Z").optionalEnd().optionalEnd()
        .toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Strict, with the era that nobody writes. */
  private static DateTimeFormatter pattern(String pattern) {
    return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Whether what it writes says which day it is; and which time of day, if it writes anything of that. */
  private static boolean isPattern(String text) {
    try {
      DateTimeFormatter formatter = pattern(text);
      ZonedDateTime sample = Instant.ofEpochSecond(SAMPLE_SECONDS).atZone(ZoneOffset.UTC);
      TemporalAccessor parsed = formatter.parse(formatter.format(sample));
      boolean dateOnly = formatter.format(sample).equals(formatter.format(sample.truncatedTo(ChronoUnit.DAYS)));
      return parsed.query(TemporalQueries.localDate()) != null && (dateOnly || parsed.query(TemporalQueries.localTime()) != null);
    } catch (DateTimeException | IllegalArgumentException notAPattern) {
      return false;
    }
  }
}
