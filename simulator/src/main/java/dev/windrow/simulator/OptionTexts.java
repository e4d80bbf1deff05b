package dev.windrow.simulator;

import dev.windrow.simulator.event.Population.Behaviour;
import dev.windrow.simulator.event.Population.Independent;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Shape;
import dev.windrow.simulator.event.TypeShare;
import dev.windrow.simulator.event.Values;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The texts of options, turned into what they mean. What cannot be understood is a {@link TypeConversionException} that
 * says what is expected.
 */
final class OptionTexts {

  private static final Pattern ZONED = Pattern.compile(".*T.*(Z|[+-][0-9:]+)");

  private OptionTexts() {
  }

  /** Works in any command line, also as a subcommand, because each option names its converter. */
  private abstract static class Telling<T> implements ITypeConverter<T> {

    abstract T meaning(String text);

    @Override
    public final T convert(String text) {
      try {
        return meaning(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class OfDuration extends Telling<Duration> {
    @Override
    Duration meaning(String text) {
      return DurationText.parse(text);
    }
  }

  static final class OfRate extends Telling<Rate> {
    @Override
    Rate meaning(String text) {
      return rate(text);
    }
  }

  static final class OfShare extends Telling<Share> {
    @Override
    Share meaning(String text) {
      return Share.parse(text);
    }
  }

  static final class OfInstant extends Telling<Instant> {
    @Override
    Instant meaning(String text) {
      return instant(text);
    }
  }

  static final class OfValues extends Telling<Values> {
    @Override
    Values meaning(String text) {
      return Values.parse(text);
    }
  }

  static final class OfTypes extends Telling<Behaviour> {
    @Override
    Behaviour meaning(String text) {
      return types(text);
    }
  }

  static final class OfPace extends Telling<Pace> {
    @Override
    Pace meaning(String text) {
      return name(Pace.values(), text);
    }
  }

  static final class OfShape extends Telling<Shape> {
    @Override
    Shape meaning(String text) {
      return name(Shape.values(), text);
    }
  }

  private static <E extends Enum<E>> E name(E[] all, String text) {
    return Arrays.stream(all).filter(one -> one.name().equalsIgnoreCase(text)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected " + names(all) + ", found '" + text + "'"));
  }

  private static String names(Enum<?>[] all) {
    return Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" or "));
  }

  private static Rate rate(String text) {
    return Rate.perSecond(number(text, "a number of events per second"));
  }

  /** With or without a zone (then UTC), or epoch milliseconds. */
  private static Instant instant(String text) {
    if (text.matches("[0-9]{1,15}")) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    try {
      return ZONED.matcher(text).matches() ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time like 2026-11-20T10:15:30Z or epoch milliseconds, found '" + text + "'", e);
    }
  }

  private static Behaviour types(String text) {
    List<TypeShare> shares = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      shares.add(equals < 0
          ? new TypeShare(part, 1)
          : new TypeShare(part.substring(0, equals), number(part.substring(equals + 1), "a weight").doubleValue()));
    }
    return new Independent(shares);
  }

  private static BigDecimal number(String text, String what) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected " + what + ", found '" + text + "'", e);
    }
  }

  /** A probability, written as {@code 1%} or {@code 0.01}. */
  record Share(double probability) {

    static final Share NONE = new Share(0);

    static Share parse(String text) {
      boolean percent = text.endsWith("%");
      BigDecimal number = number(percent ? text.substring(0, text.length() - 1) : text, "a share like 1% or 0.01");
      BigDecimal share = percent ? number.movePointLeft(2) : number;
      if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException("expected a share from 0% to 100%, found '" + text + "'");
      }
      return new Share(share.doubleValue());
    }
  }
}
