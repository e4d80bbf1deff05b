package dev.windrow.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of scalar values that a configuration has. */
final class Kinds {

  static final Kind<String> KAFKA_VALUE =
      new Kind<>("text after the whole name of the property, as in bootstrap.servers: localhost:9092", Parsed::good);

  static final Kind<String> TOPIC = name(Names.TOPIC);

  static final Kind<String> APPLICATION_ID = name(Names.APPLICATION_ID);

  static final Kind<String> AGGREGATION_NAME = name(Names.AGGREGATION);

  static final Kind<String> SOURCE_NAME = name(Names.SOURCE);

  static final Kind<FieldPath> FIELD = field("a field name or a dotted path, as in user.id");

  /** Empty for the record's own timestamp. */
  static final Kind<Optional<FieldPath>> TIMESTAMP =
      word("record", field("a field name, a dotted path, as in meta.ts, or record for the Kafka record's own timestamp"));

  static final Kind<Optional<FieldPath>> FIELD_OR_NONE =
      word("none", field("a field name, a dotted path, as in user.id, or none"));

  static final Kind<Optional<String>> TEXT_OR_NONE = word("none", new Kind<>("a text, or none", Kinds::some));

  /** What a file system takes for a path, or an address. */
  static final Kind<String> FILE_PATTERN = new Kind<>("a file, a folder, a pattern as in data/*.json, or the address of a file", Kinds::some);

  static final Kind<String> HEADER_VALUE = matching("the value of a header, on one line", "[\\x20-\\x7e\\xa0-\\xff\\t]{0,8192}");

  static final Kind<String> QUERY_PARAMETER = matching("the name of a parameter, as in page", "[^\\s&=?#]{1,200}");

  static final Kind<Character> CHARACTER = matching("one character, as in ;", "[^\\p{Cc}\"]|\t").map(text -> text.charAt(0));

  static final Kind<String> JDBC_URL = matching("an address of JDBC, as in jdbc:postgresql://localhost:5432/shop", "jdbc:[a-zA-Z0-9]+:.{1,4000}");

  /** Who asks has keys of its own, one of them for a secret. */
  static final Kind<String> POSTGRESQL_URL = matching("an address of PostgreSQL without user and password, as in jdbc:postgresql://localhost:5432/windrow",
      "jdbc:postgresql:(?!.*[?&](user|password)=)(?!.*//[^/?]*@)\\S{1,4000}");

  static final Kind<String> IDENTIFIER =
      new Kind<>("a name of 1..63 bytes", text -> Sink.isIdentifier(text) ? Parsed.good(text) : Parsed.bad("a name of 1..63 bytes", ""));

  static final Kind<URI> URL = url();

  static final Kind<Optional<URI>> URL_OR_NONE = word("none", URL);

  /** Fields in braces stand for what a record has there. */
  static final Kind<UrlTemplate> URL_TEMPLATE =
      new Kind<>(UrlTemplate.EXPECTED, text -> checked(() -> UrlTemplate.parse(text), UrlTemplate.EXPECTED));

  static final Kind<JsonPointer> POINTER = pointer();

  static final Kind<TimeFormat> TIME_FORMAT = new Kind<>(TimeFormat.EXPECTED, text -> checked(() -> new TimeFormat(text), TimeFormat.EXPECTED));

  static final Kind<ZoneId> ZONE = zone();

  static final Kind<Optional<Integer>> RATE_OR_UNLIMITED = word("unlimited", rate(Requests.RATE, "20/s, or unlimited"));

  static final Kind<String> HOST = matching("a host name or an IP address to listen on, as in 127.0.0.1", "[A-Za-z0-9._:%-]{1,253}");

  static final Kind<Http.Ports> PORTS = ports();

  /** Empty for what follows from host and port. */
  static final Kind<Optional<String>> ADVERTISED = word("auto", matching(
      "host:port at which other instances reach this one, as in windrow-1:8080, or auto", "(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]{1,253}):[0-9]{1,5}"));

  static final Kind<String> ORIGIN =
      matching("an origin, as in https://grafana.example.org or http://localhost:3000", "https?://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?");

  static final Kind<Boolean> YES_OR_NO =
      matching("true or false", "true|false").map(Boolean::valueOf);

  static final Kind<String> SERVERS = matching(
      "host:port, several with commas between them, as in localhost:9092",
      "[^\\s,]+:[0-9]{1,5}(\\s*,\\s*[^\\s,]+:[0-9]{1,5})*");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private Kinds() {}

  static Kind<Integer> wholeNumber(Range range) {
    String expected = "a whole number of " + range.min() + ".." + range.max();
    return new Kind<>(expected, text -> WHOLE_NUMBER.matcher(text).matches() && range.contains(Long.parseLong(text))
        ? Parsed.good(Integer.parseInt(text))
        : Parsed.bad(expected, ""));
  }

  static Kind<Duration> duration(Range rangeMs, String example) {
    String expected = Quantity.DURATION.expected(rangeMs, example);
    return new Kind<>(expected, text -> Quantity.DURATION.parse(text, expected, rangeMs).map(Duration::ofMillis));
  }

  /** Empty for {@code never}. */
  static Kind<Optional<Duration>> durationOrNever(Range rangeMs, String example) {
    return durationOr("never", rangeMs, example);
  }

  /** Empty for {@code word}. */
  static Kind<Optional<Duration>> durationOr(String word, Range rangeMs, String example) {
    String expected = Quantity.DURATION.expected(rangeMs, example) + ", or " + word;
    return word(word, new Kind<>(expected, text -> Quantity.DURATION.parse(text, expected, rangeMs).map(Duration::ofMillis)));
  }

  static Kind<Integer> size(Range rangeBytes, String example) {
    String expected = Quantity.SIZE.expected(rangeBytes, example);
    return new Kind<>(expected, text -> Quantity.SIZE.parse(text, expected, rangeBytes).map(Math::toIntExact));
  }

  /** A number per second. */
  static Kind<Integer> rate(Range range, String example) {
    String expected = "a number per second of " + range.min() + "/s.." + range.max() + "/s, as in " + example;
    Kind<Integer> number = wholeNumber(range);
    return new Kind<>(expected, text -> {
      Parsed<Integer> parsed = number.parse(text.endsWith("/s") ? text.substring(0, text.length() - 2) : "");
      return parsed.value().isPresent() ? parsed : Parsed.bad(expected, text.endsWith("/s") ? "" : "write the unit: /s");
    });
  }

  /** The constants of {@code type}, written in lower case. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    Map<String, E> known = Arrays.stream(type.getEnumConstants())
        .collect(Collectors.toMap(constant -> constant.name().toLowerCase(Locale.ROOT), Function.identity()));
    String expected = known.keySet().stream().sorted().collect(Collectors.joining(" or "));
    return new Kind<>(expected, text -> known.containsKey(text)
        ? Parsed.good(known.get(text))
        : Parsed.bad(expected, Nearest.hint(text, known.keySet())));
  }

  /** A folder; {@code ~} in front stands for the home folder. */
  static Kind<Path> folder(Map<String, String> env) {
    return place("a folder, as in /var/lib/windrow or ~/.windrow", env);
  }

  /** As {@link #folder}; empty for {@code none}. */
  static Kind<Optional<Path>> fileOrNone(Map<String, String> env) {
    return word("none", place("a file, as in /run/secrets/windrow, or none", env));
  }

  private static Kind<Path> place(String expected, Map<String, String> env) {
    return new Kind<>(expected, text -> {
      boolean inHome = text.equals("~") || text.startsWith("~/");
      if (inHome && env.getOrDefault("HOME", "").isEmpty()) {
        return Parsed.bad(expected, "HOME is not set in the environment, so write the path without ~");
      }
      return path(inHome ? env.get("HOME") + text.substring(1) : text, expected);
    });
  }

  /** The measure called {@code name}. */
  static Kind<Measure> measure(String name) {
    String expected = expectation(() -> Measure.parse(name, "")).orElse("an expression");
    return new Kind<>(expected, text -> checked(() -> {
      Measure measure = Measure.parse(name, text);
      measure.field().ifPresent(FieldPath::parse);
      return measure;
    }, expected));
  }

  private static Kind<Http.Ports> ports() {
    Kind<Integer> port = wholeNumber(Http.Ports.PORTS);
    String expected = "a port of 0..65535, or a range of which the first free one is taken, as in 8080..8090";
    return new Kind<>(expected, text -> {
      String[] ends = text.split("\\.\\.", 2);
      Optional<Integer> first = port.parse(ends[0]).value();
      Optional<Integer> last = port.parse(ends[ends.length - 1]).value();
      return first.isEmpty() || last.isEmpty()
          ? Parsed.bad(expected, "")
          : checked(() -> new Http.Ports(first.get(), last.get()), expected);
    });
  }

  /** Whether {@code name} can be that of a header which a user may set. */
  static boolean isHeaderName(String name) {
    return HEADER_NAME.matcher(name).matches();
  }

  private static Parsed<String> some(String text) {
    return text.isBlank() ? Parsed.bad("a text", "") : Parsed.good(text);
  }

  private static Kind<URI> url() {
    Pattern scheme = Pattern.compile("(?i)https?://");
    String expected = "an address, as in https://api.example.com/events";
    return new Kind<>(expected, text -> {
      try {
        URI url = new URI(text);
        boolean good = scheme.matcher(text).lookingAt() && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
        return good ? Parsed.good(url) : Parsed.bad(expected, url.getRawUserInfo() == null ? "" : "a password is given by basic:");
      } catch (URISyntaxException e) {
        return Parsed.bad(expected, e.getReason());
      }
    });
  }

  private static Kind<JsonPointer> pointer() {
    String expected = "a JSON pointer, as in /items or /data/next, or nothing for the whole";
    return new Kind<>(expected, text -> text.isEmpty() || text.startsWith("/") ? Parsed.good(JsonPointer.compile(text)) : Parsed.bad(expected, "it begins with '/'"));
  }

  private static Kind<ZoneId> zone() {
    String expected = "a time zone, as in Europe/Berlin, +01:00 or UTC";
    return new Kind<>(expected, text -> {
      try {
        return Parsed.good(ZoneId.of(text));
      } catch (DateTimeException unknown) {
        return Parsed.bad(expected, Nearest.hint(text, ZoneId.getAvailableZoneIds()));
      }
    });
  }

  private static Kind<FieldPath> field(String expected) {
    return new Kind<>(expected, text -> text.isBlank() ? Parsed.bad(expected, "") : checked(() -> FieldPath.parse(text), expected));
  }

  private static Kind<String> name(Names rule) {
    return new Kind<>(rule.expected(), text -> rule.allows(text) ? Parsed.good(text) : Parsed.bad(rule.expected(), ""));
  }

  private static Kind<String> matching(String expected, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new Kind<>(expected, text -> compiled.matcher(text).matches() ? Parsed.good(text) : Parsed.bad(expected, ""));
  }

  /** Reads {@code word} as empty and everything else as {@code kind} does. */
  private static <T> Kind<Optional<T>> word(String word, Kind<T> kind) {
    return new Kind<>(kind.expected(), text -> text.equals(word) ? Parsed.good(Optional.empty()) : kind.parse(text).map(Optional::of));
  }

  private static Parsed<Path> path(String text, String expected) {
    try {
      return text.isBlank() ? Parsed.bad(expected, "") : Parsed.good(Path.of(text));
    } catch (InvalidPathException e) {
      return Parsed.bad(expected, e.getReason());
    }
  }

  private static <T> Parsed<T> checked(Supplier<T> parse, String expected) {
    try {
      return Parsed.good(parse.get());
    } catch (IllegalArgumentException e) {
      return Parsed.bad(expectation(e).orElse(expected), "");
    }
  }

  private static Optional<String> expectation(Supplier<?> failing) {
    try {
      failing.get();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return expectation(e);
    }
  }

  /** The records of the core say 'expected X, found Y'; what was found is said here, where secrets are known. */
  private static Optional<String> expectation(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int found = message.lastIndexOf(", found ");
    return message.startsWith("expected ") && found > 0 ? Optional.of(message.substring("expected ".length(), found)) : Optional.empty();
  }
}
