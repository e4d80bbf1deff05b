package dev.windrow.http;

import dev.windrow.config.Http;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names a server on this machine alone may be asked. Any web page can have its own name point here and read what its script is
 * given (DNS rebinding): so only names count that mean this machine everywhere. What others can reach is asked by names that nobody here knows.
 */
record HostNames(Set<String> names, boolean any) implements Predicate<String> {

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  static HostNames of(Http http) {
    String advertised = http.advertised().map(address -> address.substring(0, address.lastIndexOf(':'))).orElse(http.host());
    return new HostNames(Stream.of(http.host(), advertised).map(HostNames::lower).collect(Collectors.toUnmodifiableSet()), !http.isLoopback());
  }

  @Override
  public boolean test(String host) {
    return any || LOOPBACK.matcher(lower(host)).matches() || names.contains(lower(host));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
