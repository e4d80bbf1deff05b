package dev.windrow.benchmark.peer;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --guarantee}. */
public final class GuaranteeOption {

  /** How often frameworks with checkpoints take one: results appear that late under exactly-once. */
  public static final Duration CHECKPOINTS = Duration.ofSeconds(1);
  /** Much longer than a checkpoint takes, and allowed by a broker's default settings. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(1);

  @Option(names = "--guarantee", defaultValue = "exactly-once", converter = Converter.class, paramLabel = "exactly-once|at-least-once",
      description = "what holds after a failure (default: ${DEFAULT-VALUE})")
  private Guarantee guarantee;

  public Guarantee guarantee() {
    return guarantee;
  }

  private static final class Converter implements ITypeConverter<Guarantee> {

    @Override
    public Guarantee convert(String text) {
      try {
        return Guarantee.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
