package dev.windrow.ingest.web;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: what one server answers for. */
record Origin(String scheme, String host, int port) {

  static Origin of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : defaultPort(scheme);
    return new Origin(scheme, String.valueOf(url.getHost()).toLowerCase(Locale.ROOT), port);
  }

  /** A name, or an address without brackets. */
  String plainHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
