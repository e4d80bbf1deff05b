package dev.windrow.ingest.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Link} (RFC 8288): {@code <https://api.example.com/events?page=2>; rel="next", <…>; rel="last"}. */
final class LinkHeader {

  private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^\\s=;,\"]+(?:\\s*=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\";,]*))?)*)");
  private static final Pattern REL = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";,]+))");

  private LinkHeader() {}

  /** The reference whose relation is {@code next}. */
  static Optional<String> next(List<String> headers) {
    for (String header : headers) {
      Matcher links = LINK.matcher(header);
      while (links.find()) {
        if (isNext(links.group(2))) {
          return Optional.of(links.group(1).strip());
        }
      }
    }
    return Optional.empty();
  }

  /** A link can have several relations, and its first rel counts. */
  private static boolean isNext(String parameters) {
    Matcher rel = REL.matcher(parameters);
    if (!rel.find()) {
      return false;
    }
    String relations = rel.group(1) == null ? rel.group(2) : rel.group(1);
    return List.of(relations.toLowerCase(Locale.ROOT).split("\\s+")).contains("next");
  }
}
