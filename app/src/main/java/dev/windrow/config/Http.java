package dev.windrow.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the service is asked over HTTP, by whom, and how much they may ask.
 *
 * @param enabled whether it listens at all
 * @param host name or address of the interface
 * @param ports of which it takes the first that is free
 * @param advertised {@code host:port} by which other instances reach this one; empty for what follows from the other values
 * @param open whether everyone may ask who can reach {@code host}
 * @param tokens file with the tokens that clients have to show; empty when they need none
 * @param tls encryption
 * @param cors origins whose pages may read the answers, as in {@code https://grafana.example.org}
 * @param limits what a client can use up
 */
public record Http(
    boolean enabled, String host, Ports ports, Optional<String> advertised, boolean open, Optional<Path> tokens, Tls tls, List<String> cors, Limits limits) {

  private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|::1");

  public Http {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: expected " + Kinds.HOST.expected() + ", found nothing");
    }
    cors = List.copyOf(cors);
  }

  /** Whether only programs of this machine can reach it. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host).matches();
  }

  /** Whether clients have to prove who they are. */
  public boolean isAuthenticated() {
    return tokens.isPresent() || tls.clientAuthorities().isPresent();
  }

  /**
   * The ports from {@code first} to {@code last}, both included.
   *
   * @param first 0 to 65535; 0, alone, is any free one
   */
  public record Ports(int first, int last) {

    static final Range PORTS = new Range(0, 65_535);

    public Ports {
      PORTS.require("port", first);
      PORTS.require("port", last);
      if (last < first || first == 0 && last > 0) {
        throw new IllegalArgumentException("port: expected one port, or a lower and a higher one, found " + first + " and " + last);
      }
    }

    public static Ports of(int port) {
      return new Ports(port, port);
    }

    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + ".." + last;
    }
  }

  /**
   * PEM files.
   *
   * @param certificate the server's, with those up to its authority; empty for a server without encryption
   * @param key its private key; present when the certificate is
   * @param clientAuthorities whose certificates clients need; empty when they need none
   * @param authorities who has signed the certificates of the other instances; empty for those that Java trusts
   */
  public record Tls(Optional<Path> certificate, Optional<Path> key, Optional<Path> clientAuthorities, Optional<Path> authorities) {

    public static final Tls NONE = new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What a client can use up.
   *
   * @param bodyBytes largest body of a request
   * @param headerBytes largest header of a request
   * @param urlBytes longest first line of a request
   * @param connections most connections at a time, of all clients
   * @param request how long a client may take to send a request
   * @param idle after how long a connection is closed on which nothing happens; an event stream shows a sign of life more often
   * @param ratePerSecond requests per second of a client; twice as many at once
   */
  public record Limits(int bodyBytes, int headerBytes, int urlBytes, int connections, Duration request, Duration idle, int ratePerSecond) {

    static final Range SIZE_BYTES = new Range(1 << 10, 1 << 30);
    static final Range LINE_BYTES = new Range(1 << 10, 1 << 20);
    static final Range CONNECTIONS = new Range(1, 100_000);
    static final Range REQUEST_MS = new Range(100, Range.HOUR_MS);
    static final Range IDLE_MS = new Range(20_000, Range.HOUR_MS);
    static final Range RATE = new Range(1, 1_000_000);

    public Limits {
      SIZE_BYTES.require("limits.bodyBytes", bodyBytes);
      LINE_BYTES.require("limits.headerBytes", headerBytes);
      LINE_BYTES.require("limits.urlBytes", urlBytes);
      CONNECTIONS.require("limits.connections", connections);
      REQUEST_MS.requireMs("limits.request", request);
      IDLE_MS.requireMs("limits.idle", idle);
      RATE.require("limits.ratePerSecond", ratePerSecond);
    }
  }
}
