package dev.windrow.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lets through who shows a token that covers what is asked (RFC 6750), in the header only: what is in a URL ends up in logs. */
final class BearerAuthentication implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"windrow\"";
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Credentials credentials;

  BearerAuthentication(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!credentials.needTokens() || Paths.isPublic(context.normalizedPath())) {
      context.next();
      return;
    }
    Optional<Role> role = role(context);
    if (role.isEmpty()) {
      boolean shown = context.request().headers().contains(HttpHeaderNames.AUTHORIZATION);
      context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, shown ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
      Problem.answer(context, 401, shown ? "expected a token of this service, found another one" : "expected a token, as in Authorization: Bearer …");
    } else if (role.get().covers(needed(context))) {
      context.next();
    } else {
      context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
      Problem.answer(context, 403, "expected a token with the role " + word(needed(context)) + ", found one with the role " + word(role.get()));
    }
  }

  /** The role of whoever asks; empty when no token of ours is shown. */
  Optional<Role> role(RoutingContext context) {
    List<String> shown = context.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
    return shown.size() == 1 && shown.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? credentials.role(shown.get(0).substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static Role needed(RoutingContext context) {
    HttpMethod method = context.request().method();
    boolean post = method == HttpMethod.POST && context.normalizedPath().equals(Paths.EVENTS);
    return post ? Role.WRITE : READING.contains(method) ? Role.READ : Role.ADMIN;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
