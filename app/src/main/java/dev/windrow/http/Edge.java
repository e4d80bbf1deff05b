package dev.windrow.http;

import dev.windrow.config.Http;
import dev.windrow.ops.Tally;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What every request passes before a route sees it. */
final class Edge {

  /** What a request for the header alone, which goes the way of a GET, is marked with. */
  static final String HEAD = "windrow.head";

  private final Http http;
  private final Credentials credentials;
  private final Connections connections;
  private final Tally tooOften;
  private final RequestForm form;
  private final SecurityHeaders headers;

  /** @param tooOften requests of clients that ask too often */
  Edge(Http http, Credentials credentials, Connections connections, Tally tooOften) {
    this.http = http;
    this.credentials = credentials;
    this.connections = connections;
    this.tooOften = tooOften;
    this.form = new RequestForm(HostNames.of(http));
    this.headers = new SecurityHeaders(credentials.encryption().isPresent() && !http.isLoopback());
  }

  /** A router with nothing but the edge; {@code isRunning} says whether routes that need the service can be there. */
  Router router(Vertx vertx, BooleanSupplier isRunning) {
    BearerAuthentication authentication = new BearerAuthentication(credentials);
    Router router = Router.router(vertx);
    Failures.handle(router, isRunning);
    router.head().handler(context -> context.put(HEAD, true).reroute(HttpMethod.GET, context.request().uri()));
    router.route().handler(connections::asked);
    router.route().handler(headers);
    router.route().handler(new RateLimit(http.limits().ratePerSecond(), context -> isKnown(authentication, context), tooOften, System::nanoTime));
    if (!http.cors().isEmpty()) {
      router.route().handler(cors());
    }
    router.route().handler(authentication);
    router.route().handler(BodyHandler.create(false).setBodyLimit(http.limits().bodyBytes()));
    return router;
  }

  /** Lets only well-formed requests through to {@code router}. */
  void pass(HttpServerRequest request, Router router) {
    form.problem(request).ifPresentOrElse(problem -> refuse(request, problem), () -> router.handle(request));
  }

  /** Answers what is no HTTP, or too long; nothing of it is worth a look. */
  void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    refuse(request, cause instanceof TooLongHttpLineException ? new Problem(414, "expected a shorter first line (http.limits.url)")
        : cause instanceof TooLongHttpHeaderException ? new Problem(431, "expected a smaller header (http.limits.header)")
        : new Problem(400, "expected a request of HTTP/1.1"));
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    headers.addTo(request.response().headers());
    problem.answerAndClose(request);
  }

  /** Not for an empty list, which it would take for every origin there is. */
  private CorsHandler cors() {
    return CorsHandler.create().addOrigins(http.cors())
        .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS))
        .allowedHeaders(Set.of("authorization", "last-event-id", "if-none-match"))
        .exposedHeaders(Set.of("etag", "retry-after", Api.COMPLETE, Api.NEXT));
  }

  private boolean isKnown(BearerAuthentication authentication, RoutingContext context) {
    return credentials.needTokens() ? authentication.role(context).isPresent() : http.isAuthenticated();
  }
}
