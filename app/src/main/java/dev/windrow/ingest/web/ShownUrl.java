package dev.windrow.ingest.web;

import dev.windrow.value.Printable;
import java.net.URI;
import java.util.regex.Pattern;

/** Addresses as messages, names of parts and logs show them. */
public final class ShownUrl {

  private static final int LONGEST = 300;

  /** A parameter whose name says that its value is a secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)([?&][^=&]*(?:key|token|secret|passw|pwd|sig|auth|credential|session|code)[^=&]*=)[^&]*");

  private ShownUrl() {}

  /** Without user, password and fragment, and with stars for the values of parameters that look like secrets. */
  public static String of(URI url) {
    String query = url.getRawQuery() == null ? "" : SECRET.matcher("?" + url.getRawQuery()).replaceAll("$1***");
    String text = Origin.of(url) + (url.getRawPath() == null ? "" : url.getRawPath()) + query;
    return Printable.text(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }
}
