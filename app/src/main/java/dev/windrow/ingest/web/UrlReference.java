package dev.windrow.ingest.web;

import java.net.URI;
import java.net.URISyntaxException;

/** References to other addresses, as in {@code Location} and {@code Link}. */
public final class UrlReference {

  private UrlReference() {}

  /** The absolute address that {@code reference} is when it is found at {@code base} (RFC 3986, section 5), without fragment. */
  public static URI resolve(URI base, String reference) throws URISyntaxException {
    int fragment = reference.indexOf('#');
    String plain = fragment < 0 ? reference : reference.substring(0, fragment);
    if (plain.isEmpty()) {
      return base;
    }
    // URI.resolve follows RFC 2396, which takes the last segment of the path away here.
    return plain.startsWith("?") ? new URI(withoutQuery(base) + plain) : base.resolve(new URI(plain));
  }

  private static String withoutQuery(URI url) {
    String text = url.toString();
    int end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end);
  }
}
