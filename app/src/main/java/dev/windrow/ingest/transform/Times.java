package dev.windrow.ingest.transform;

import dev.windrow.config.TimeFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads times of one format, to the nanosecond; what is finer is cut off. A text that names a zone or an offset is read with that, any other with
 * {@code zone}: where clocks are set back, the earlier of the two moments is meant; where they are set forward, a time that is skipped is as much later as
 * they are set (02:30 is 03:30).
 */
final class Times {

  /** The years that ISO-8601 writes with four digits. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final int NANO_DIGITS = 9;
  private static final int DATE_CHARACTERS = 10;
  private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("(?<=:[0-9.]{2,13}[+-])([0-9]{2})([0-9]{2})$");

  private final TimeFormat format;
  private final ZoneId zone;
  private final Optional<DateTimeFormatter> formatter;

  Times(TimeFormat format, ZoneId zone) {
    this.format = format;
    this.zone = zone;
    this.formatter = format.formatter();
  }

  /** Empty when the text is no time in the format, or none of the years 1 to 9999. */
  Optional<Instant> parse(String text) {
    try {
      Optional<Instant> time = formatter.isPresent() ? Optional.of(written(text, formatter.get())) : Numbers.parse(text).flatMap(this::counted);
      return time.filter(found -> !found.isBefore(FIRST) && !found.isAfter(LAST));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  private Optional<Instant> counted(BigDecimal count) {
    BigDecimal seconds = format.equals(TimeFormat.EPOCH_MILLIS) ? count.movePointLeft(3) : count;
    BigDecimal last = BigDecimal.valueOf(LAST.getEpochSecond());
    if (seconds.abs().compareTo(last) > 0) {
      return Optional.empty();
    }
    BigDecimal exact = seconds.setScale(NANO_DIGITS, RoundingMode.FLOOR);
    BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
    return Optional.of(Instant.ofEpochSecond(whole.longValueExact(), exact.subtract(whole).movePointRight(NANO_DIGITS).longValueExact()));
  }

  private Instant written(String text, DateTimeFormatter as) {
    TemporalAccessor parsed = as.parse(format.equals(TimeFormat.ISO) ? separated(text.strip()) : text.strip());
    LocalDate date = parsed.query(TemporalQueries.localDate());
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId named = parsed.query(TemporalQueries.zone());
    ZoneId in = named == null ? zone : named;
    if (date == null) {
      throw new DateTimeException("no date");
    }
    return time == null ? date.atStartOfDay(in).toInstant() : ZonedDateTime.of(date, time, in).toInstant();
  }

  /** A blank between date and time is as good as a T, and an offset needs no colon. */
  private static String separated(String text) {
    boolean blank = text.length() > DATE_CHARACTERS && text.charAt(DATE_CHARACTERS) == ' ';
    String separated = blank ? text.substring(0, DATE_CHARACTERS) + 'T' + text.substring(DATE_CHARACTERS + 1) : text;
    return OFFSET_WITHOUT_COLON.matcher(separated).replaceFirst("$1:$2");
  }
}
