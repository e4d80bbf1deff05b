package dev.windrow.http;

import dev.windrow.query.WindowRequest;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult.Status;
import dev.windrow.window.WindowSelection;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters of a request, each of which may be there once. What is wrong with one is a {@link BadParameterException}. */
final class Parameters {

  static final int DEFAULT_LIMIT = 100;

  private static final String GROUP = "group.";
  private static final int MAX_VALUE = 4_096;

  private final MultiMap given;

  /**
   * Refuses what nobody has asked for.
   *
   * @param known the names there are
   * @param groupFields the fields of a group that may be asked for, as group.name
   */
  Parameters(MultiMap given, List<String> known, List<String> groupFields) {
    this.given = given;
    Set<String> names = new TreeSet<>(known);
    groupFields.stream().map(GROUP::concat).forEach(names::add);
    for (String name : given.names()) {
      if (!names.contains(name)) {
        throw new BadParameterException(name, names.isEmpty() ? "no parameters" : "one of " + String.join(", ", names));
      }
      if (given.getAll(name).size() > 1) {
        throw new BadParameterException(name, "it once");
      }
      if (given.get(name).length() > MAX_VALUE) {
        throw new BadParameterException(name, "at most " + MAX_VALUE + " characters");
      }
    }
  }

  WindowSelection selection() {
    return new WindowSelection(time("from", 0), time("to", Long.MAX_VALUE), statuses(), group());
  }

  /** The fields of the group that are asked for. */
  Map<String, String> group() {
    Map<String, String> group = new TreeMap<>();
    given.names().stream().filter(name -> name.startsWith(GROUP)).forEach(name -> group.put(name.substring(GROUP.length()), given.get(name)));
    return group;
  }

  int limit(int lowest) {
    return (int) number("limit", lowest, WindowRequest.MAX_LIMIT, DEFAULT_LIMIT);
  }

  Optional<WindowPosition> cursor() {
    return text("cursor").map(text -> WindowPosition.parse(text)
        .orElseThrow(() -> new BadParameterException("cursor", "what an answer had as 'next'")));
  }

  Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    for (String number : text("partitions").orElse("").split(",")) {
      if (!number.matches("[0-9]{1,7}")) {
        throw new BadParameterException("partitions", "numbers with commas between them");
      }
      partitions.add(Integer.parseInt(number));
    }
    return partitions;
  }

  boolean flag(String name) {
    return text(name).map(text -> switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadParameterException(name, "true or false");
    }).orElse(false);
  }

  private EnumSet<Status> statuses() {
    EnumSet<Status> statuses = EnumSet.noneOf(Status.class);
    for (String word : text("status").orElse("open,final,revised").split(",", -1)) {
      statuses.add(Arrays.stream(Status.values()).filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
          .orElseThrow(() -> new BadParameterException("status", "open, final or revised, several with commas between them")));
    }
    return statuses;
  }

  /** Epoch ms; a time before 1970 is 0. */
  private long time(String name, long byDefault) {
    return text(name).map(text -> {
      if (text.matches("[0-9]{1,19}")) {
        return number(name, 0, Long.MAX_VALUE, byDefault);
      }
      try {
        return Math.max(0, Instant.parse(text).toEpochMilli());
      } catch (DateTimeParseException | ArithmeticException noTime) {
        throw new BadParameterException(name, "a time such as 2026-11-20T10:15:30Z, or milliseconds since 1970");
      }
    }).orElse(byDefault);
  }

  private long number(String name, long lowest, long highest, long byDefault) {
    return text(name).map(text -> {
      try {
        long number = text.matches("[0-9]{1,19}") ? Long.parseLong(text) : -1;
        if (number >= lowest && number <= highest) {
          return number;
        }
      } catch (NumberFormatException tooLarge) {
        // Said below.
      }
      throw new BadParameterException(name, "a whole number from " + lowest + " to " + highest);
    }).orElse(byDefault);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }
}
