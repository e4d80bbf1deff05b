package dev.windrow.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** What every answer tells browsers: to run nothing but the page's own script, to guess no types, to give nothing to other sites. */
final class SecurityHeaders implements Handler<RoutingContext> {

  private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
      + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final boolean strictTransport;

  /** Browsers that came over TLS once are told to come so always if {@code strictTransport}. */
  SecurityHeaders(boolean strictTransport) {
    this.strictTransport = strictTransport;
  }

  @Override
  public void handle(RoutingContext context) {
    addTo(context.response().headers());
    context.next();
  }

  void addTo(MultiMap headers) {
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set(HttpHeaderNames.CACHE_CONTROL, "private, no-cache");
    if (strictTransport) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
