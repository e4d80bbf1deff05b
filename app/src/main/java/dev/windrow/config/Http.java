package dev.windrow.config;

/**
 * Where the service listens.
 *
 * @param host name or address of the interface
 * @param port 0 to 65535; 0 for any free one
 */
public record Http(String host, int port) {

  static final Range PORTS = new Range(0, 65_535);

  public Http {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: expected " + Kinds.HOST.expected() + ", found nothing");
    }
    PORTS.require("port", port);
  }
}
