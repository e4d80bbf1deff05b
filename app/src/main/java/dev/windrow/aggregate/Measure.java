package dev.windrow.aggregate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One figure of a result.
 *
 * @param name its name in the result
 * @param function what it computes
 * @param field the dotted path of the number that is measured; empty for {@code count()}
 */
public record Measure(String name, Function function, Optional<String> field) {

  private static final Pattern EXPRESSION = Pattern.compile("\\s*([A-Za-z_]+)\\s*\\(\\s*([^()\\s]*)\\s*\\)\\s*");

  public Measure {
    if ((function == Function.COUNT) != field.isEmpty()) {
      throw new IllegalArgumentException("expected " + form(function) + ", found '" + expression(function, field) + "'");
    }
  }

  /** Reads {@code count()} or {@code sum(value)}; IllegalArgumentException says what was expected. */
  public static Measure parse(String name, String expression) {
    Matcher parts = EXPRESSION.matcher(expression);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + known() + ", found '" + expression + "'");
    }
    Function function = function(parts.group(1), expression);
    return new Measure(name, function, Optional.of(parts.group(2)).filter(field -> !field.isEmpty()));
  }

  /** The measure as it is written: {@code sum(value)}. */
  public String expression() {
    return expression(function, field);
  }

  private static Function function(String word, String expression) {
    return Arrays.stream(Function.values())
        .filter(function -> word(function).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected " + known() + ", found '" + expression + "'"));
  }

  private static String known() {
    return Arrays.stream(Function.values()).map(Measure::form).collect(Collectors.joining(", "));
  }

  private static String form(Function function) {
    return expression(function, function == Function.COUNT ? Optional.empty() : Optional.of("field"));
  }

  private static String expression(Function function, Optional<String> field) {
    return word(function) + "(" + field.orElse("") + ")";
  }

  private static String word(Function function) {
    return function.name().toLowerCase(Locale.ROOT);
  }
}
