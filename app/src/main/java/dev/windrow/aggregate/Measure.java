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

  /** Reads {@code count()} or {@code sum(value)}; IllegalArgumentException says what was expected. */
  public static Measure parse(String name, String expression) {
    Matcher parts = EXPRESSION.matcher(expression);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + known() + ", found '" + expression + "'");
    }
    Function function = function(parts.group(1), expression);
    String field = parts.group(2);
    if ((function == Function.COUNT) != field.isEmpty()) {
      throw new IllegalArgumentException("expected " + form(function) + ", found '" + expression + "'");
    }
    return new Measure(name, function, field.isEmpty() ? Optional.empty() : Optional.of(field));
  }

  /** The measure as it is written: {@code sum(value)}. */
  public String expression() {
    return function.name().toLowerCase(Locale.ROOT) + "(" + field.orElse("") + ")";
  }

  private static Function function(String word, String expression) {
    try {
      return Function.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("expected " + known() + ", found '" + expression + "'", unknown);
    }
  }

  private static String known() {
    return Arrays.stream(Function.values()).map(Measure::form).collect(Collectors.joining(", "));
  }

  private static String form(Function function) {
    return function.name().toLowerCase(Locale.ROOT) + (function == Function.COUNT ? "()" : "(field)");
  }
}
