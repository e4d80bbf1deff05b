package dev.windrow.ingest.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server has answered.
 *
 * @param url that was asked last, behind all redirects
 * @param status 2xx, or 304
 * @param headers by their names in lower case
 * @param body unpacked; not changed any more
 */
public record Answer(URI url, int status, Map<String, List<String>> headers, byte[] body) {

  public static final int NOT_MODIFIED = 304;

  public Answer {
    headers = Map.copyOf(headers);
  }

  public boolean isNotModified() {
    return status == NOT_MODIFIED;
  }

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All headers of that name. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  Answer with(byte[] unpacked) {
    return new Answer(url, status, headers, unpacked);
  }
}
