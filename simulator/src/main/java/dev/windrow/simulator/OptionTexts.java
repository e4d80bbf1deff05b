package dev.windrow.simulator;

import dev.windrow.simulator.event.Population.Behaviour;
import dev.windrow.simulator.event.Population.Independent;
import dev.windrow.simulator.event.Rate;
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
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The texts of options, turned into what they mean. What cannot be understood is a {@link TypeConversionException} that says what is expected. */
final class OptionTexts {

  private static final Pattern ZONED = Pattern.compile(".*T.*(Z|[+-][0-9:]+)");

  private OptionTexts() {
  }

  static void register(CommandLine line) {
    line.registerConverter(Duration.class, telling(DurationText::parse));
    line.registerConverter(Rate.class, telling(OptionTexts::rate));
    line.registerConverter(Share.class, telling(Share::parse));
    line.registerConverter(Instant.class, telling(OptionTexts::instant));
    line.registerConverter(Values.class, telling(Values::parse));
    line.registerConverter(Behaviour.class, telling(OptionTexts::types));
  }

  private static <T> ITypeConverter<T> telling(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
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
