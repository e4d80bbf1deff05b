package dev.windrow.http;

import dev.windrow.config.Http;
import dev.windrow.value.Printable;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may ask, and how this instance shows who it is: what is in the token file and the PEM files, also after they have changed.
 * Thread-safe.
 */
public final class Credentials {

  private static final Logger log = LoggerFactory.getLogger(Credentials.class);

  private final Http http;
  private final Vertx vertx;

  private volatile Current current;
  /** Confined to {@link #reload}, which one thread at a time calls. */
  private String refused = "";

  private Credentials(Http http, Vertx vertx, Current current) {
    this.http = http;
    this.vertx = vertx;
    this.current = current;
  }

  private record Current(SecretFiles files, Optional<Tokens> tokens, Optional<Encryption> encryption) {}

  public static Credentials load(Http http, Vertx vertx) throws CredentialsException {
    return new Credentials(http, vertx, current(http, SecretFiles.read(http), vertx));
  }

  /** What this instance shows to others as {@code Authorization: Bearer …}; empty when there is no token that may read. */
  public Optional<String> peerToken() {
    return current.tokens().flatMap(Tokens::peer);
  }

  /** How this instance talks to others; empty when they do so without encryption. */
  public Optional<ClientSSLOptions> peerEncryption() {
    return current.encryption().map(Encryption::peer);
  }

  Optional<ServerSSLOptions> encryption() {
    return current.encryption().map(Encryption::server);
  }

  boolean needTokens() {
    return current.tokens().isPresent();
  }

  /** The role of whoever shows {@code token}; empty for a stranger. */
  Optional<Role> role(String token) {
    return current.tokens().flatMap(tokens -> tokens.role(token));
  }

  /** Reads the files again; whether something else is in effect now. What does not make sense is refused, which is said once. */
  boolean reload() {
    try {
      SecretFiles found = SecretFiles.read(http);
      boolean changed = !found.equals(current.files());
      if (changed) {
        current = current(http, found, vertx);
        log.info("the files for http.tokens and http.tls have changed; what is in them now is in effect");
      }
      refused = "";
      return changed;
    } catch (CredentialsException e) {
      refuse(e.getMessage());
      return false;
    }
  }

  private void refuse(String reason) {
    if (!refused.equals(reason)) {
      refused = reason;
      log.warn("refused, what was there before stays in effect: {}", Printable.text(reason));
    }
  }

  private static Current current(Http http, SecretFiles files, Vertx vertx) throws CredentialsException {
    Optional<Tokens> tokens = files.tokens().isEmpty()
        ? Optional.empty()
        : Optional.of(Tokens.parse("http.tokens: " + http.tokens().orElseThrow(), files.tokens().get().toString(StandardCharsets.UTF_8)));
    return new Current(files, tokens, Encryption.of(files, vertx));
  }
}
