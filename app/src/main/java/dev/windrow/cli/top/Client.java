package dev.windrow.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Asks instances, with a limit on time and size. A token is shown only to who has asked for one as Windrow does: of a range of ports, most belong to
 * others. Confined to one thread.
 */
final class Client {

  /** An instance itself waits for others that long before it says that they do not answer, and then some. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int MOST_BYTES = 16 << 20;
  private static final String OUR_REALM = "realm=\"windrow\"";
  private static final String PROBLEM = "application/problem+json";

  private final HttpClient http;
  private final Optional<TokenFile> tokens;
  private final Duration patience;
  private final Set<String> asksForToken = new HashSet<>();

  /** @param tls for https; empty where no address has that */
  Client(Optional<SSLContext> tls, Optional<TokenFile> tokens, Duration patience) {
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
    this.tokens = tokens;
    this.patience = patience;
  }

  /** A request that is under way. */
  record Asked(URI address, String path, CompletableFuture<HttpResponse<byte[]>> answer) {}

  /** Begins a GET of {@code path}, which has no slash in front, below the address. */
  Asked ask(URI address, String path) throws Refusal {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(patience)
        .header("accept", "application/json, " + PROBLEM).header("user-agent", "windrow-top");
    if (asksForToken.contains(address.getAuthority())) {
      request.header("authorization", "Bearer " + token());
    }
    return new Asked(address, path, http.sendAsync(request.build(), head -> new BoundedBody(MOST_BYTES)));
  }

  /** Waits for the answer. */
  JsonNode answer(Asked asked) throws Refusal, InterruptedException {
    HttpResponse<byte[]> response = response(asked);
    boolean wantsToken = response.statusCode() == 401 && response.headers().firstValue("www-authenticate").orElse("").contains(OUR_REALM);
    if (wantsToken && tokens.isPresent() && asksForToken.add(asked.address().getAuthority())) {
      return answer(ask(asked.address(), asked.path()));
    }
    if (wantsToken) {
      throw new Refusal(Refusal.Kind.TOKEN, tokens.map(file -> "does not take the token in " + file.file()).orElse("asks for a token"));
    }
    return json(response);
  }

  /** Whoever listens there next need not be the same: it has to ask for a token again. */
  void forget(URI address) {
    asksForToken.remove(address.getAuthority());
  }

  private String token() throws Refusal {
    try {
      return tokens.orElseThrow().token();
    } catch (IOException e) {
      throw new Refusal(Refusal.Kind.TOKEN, "asks for a token: " + e.getMessage());
    }
  }

  private HttpResponse<byte[]> response(Asked asked) throws Refusal, InterruptedException {
    try {
      // The timeout of the request itself ends with the header of the answer.
      return asked.answer().get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Refusal(Refusal.Kind.NOT_NOW, slow());
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } finally {
      asked.answer().cancel(true);
    }
  }

  private Refusal unreachable(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      return new Refusal(Refusal.Kind.SILENT, slow());
    }
    if (cause instanceof HttpTimeoutException) {
      return new Refusal(Refusal.Kind.NOT_NOW, slow());
    }
    if (cause instanceof ConnectException) {
      return new Refusal(Refusal.Kind.SILENT, cause.getCause() instanceof UnresolvedAddressException ? "nobody knows that name" : "nothing listens there");
    }
    if (cause instanceof SSLHandshakeException) {
      boolean untrusted = String.valueOf(cause.getMessage()).contains("PKIX");
      return new Refusal(Refusal.Kind.STRANGER, untrusted
          ? "shows a certificate that is not trusted here (" + cause.getMessage() + "); --ca FILE names its authority"
          : "no encryption could be agreed on (" + cause.getMessage() + ")");
    }
    if (cause instanceof SSLException) {
      return new Refusal(Refusal.Kind.STRANGER, "talks without encryption, or differently (" + cause.getMessage() + "); is it http:// there?");
    }
    return new Refusal(Refusal.Kind.STRANGER, "does not answer as expected (" + cause.getMessage() + "); is it https:// there?");
  }

  private String slow() {
    return "does not answer within " + Moments.lasting(patience);
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws Refusal {
    int status = response.statusCode();
    String type = response.headers().firstValue("content-type").orElse("no content type");
    if (status == 200 && type.startsWith("application/json")) {
      return Json.tree(response.body());
    }
    if (type.startsWith(PROBLEM) && (status == 429 || status >= 500)) {
      throw new Refusal(Refusal.Kind.NOT_NOW, "does not answer now: " + Json.tree(response.body()).path("detail").asText("HTTP " + status));
    }
    throw new Refusal(Refusal.Kind.STRANGER, "is no Windrow (HTTP " + status + ", " + type + ")");
  }
}
