package dev.windrow.cli.top;

import dev.windrow.config.Config;
import dev.windrow.config.Http;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Where an instance may be, and how it is asked.
 *
 * @param addresses in the order in which they are tried; each ends with a slash
 * @param applicationId of which application it has to be; empty for any
 * @param tls for https; empty where no address has that
 * @param tokens what is shown to who asks for a token
 */
public record Target(List<URI> addresses, Optional<String> applicationId, Optional<SSLContext> tls, Optional<TokenFile> tokens) {

  /** Enough for any range that people write; each is asked on each failure. */
  private static final int MOST_PORTS = 64;

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  public Target {
    addresses = List.copyOf(addresses);
  }

  /**
   * What the command line says; the rest is what the configuration says of the service.
   *
   * @param url where an instance is, of whatever application
   * @param token file with the token to show
   * @param authorities PEM file with the certificates to trust
   */
  public record Given(Optional<String> url, Optional<Path> token, Optional<Path> authorities) {}

  /** @throws IllegalArgumentException when that is nowhere, or a file is not what it should be; with a message for people */
  public static Target of(Config config, Given given) {
    Http http = config.http();
    List<URI> addresses = given.url().isPresent() ? List.of(parse(given.url().get())) : configured(http);
    boolean https = addresses.get(0).getScheme().equals("https");
    return new Target(
        addresses,
        given.url().isPresent() ? Optional.empty() : Optional.of(config.applicationId()),
        https ? Optional.of(trust(http.tls(), given).context()) : Optional.empty(),
        given.token().or(http::tokens).map(TokenFile::new));
  }

  /** A server's own certificate is as good as its authority's where the configuration has it. */
  private static Trust trust(Http.Tls tls, Given given) {
    Optional<Trust.Own> own = tls.clientAuthorities().isEmpty()
        ? Optional.empty()
        : Optional.of(new Trust.Own(tls.certificate().orElseThrow(), tls.key().orElseThrow()));
    if (given.authorities().isPresent()) {
      return new Trust(List.of(given.authorities().get()), false, own);
    }
    List<Path> trusted = new ArrayList<>();
    tls.authorities().ifPresent(trusted::add);
    tls.certificate().ifPresent(trusted::add);
    return new Trust(trusted, tls.authorities().isEmpty(), own);
  }

  private static List<URI> configured(Http http) {
    if (!http.enabled()) {
      throw new IllegalArgumentException("http.enabled is false: this service answers nobody; --url asks another one");
    }
    String scheme = http.tls().certificate().isPresent() ? "https://" : "http://";
    List<URI> addresses = new ArrayList<>();
    http.advertised().ifPresent(advertised -> addresses.add(URI.create(scheme + advertised + "/")));
    if (http.ports().first() > 0) {
      int last = Math.min(http.ports().last(), http.ports().first() + MOST_PORTS - 1);
      for (int port = http.ports().first(); port <= last; port++) {
        addresses.add(URI.create(scheme + host(http.host()) + ":" + port + "/"));
      }
    }
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("http.port is 0, any free one: say with --url http://HOST:PORT which one it took; 'windrow run' logs it as its live page");
    }
    return addresses.stream().distinct().toList();
  }

  /** What listens everywhere can be reached here. */
  private static String host(String host) {
    String address = EVERYWHERE.contains(host) ? (host.contains(":") ? "::1" : "127.0.0.1") : host;
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static URI parse(String url) {
    try {
      URI parsed = URI.create(url.endsWith("/") ? url : url + "/");
      boolean web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
      if (web && parsed.getHost() != null && parsed.getRawQuery() == null && parsed.getRawFragment() == null && parsed.getRawUserInfo() == null) {
        return parsed;
      }
    } catch (IllegalArgumentException noAddress) {
      // Said below.
    }
    throw new IllegalArgumentException("--url: expected an address such as http://127.0.0.1:8080, found '" + url + "'");
  }
}
