package dev.windrow.ingest.web;

import java.net.URI;
import java.util.Map;

/**
 * What is asked for.
 *
 * @param home an address of the origin that may see headers and credentials of the source; others never do
 * @param headers sent besides those of the source
 */
public record Ask(URI url, URI home, Map<String, String> headers) {

  public Ask {
    headers = Map.copyOf(headers);
  }

  /** An address that was configured. */
  public static Ask of(URI url) {
    return new Ask(url, url, Map.of());
  }
}
