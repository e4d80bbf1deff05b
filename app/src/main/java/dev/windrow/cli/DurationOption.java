package dev.windrow.cli;

import dev.windrow.cli.verify.TimeText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time with its unit, as in the configuration. */
final class DurationOption implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return TimeText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
