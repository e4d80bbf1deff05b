package dev.windrow.http;

import dev.windrow.value.Printable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds what no honest client sends, before anything else looks at it; and requests for names that are not ours. */
final class RequestForm {

  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);

  /** Percent signs that begin nothing, and control characters, encoded or not. */
  private static final Pattern BAD_PATH = Pattern.compile("%(?![0-9A-Fa-f]{2})|%[01][0-9A-Fa-f]|%7[fF]|[\\x00-\\x20\\x7f]");

  private static final Pattern BAD_QUERY = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Predicate<String> isOurs;

  /** Hosts that are not {@code isOurs} are refused. */
  RequestForm(Predicate<String> isOurs) {
    this.isOurs = isOurs;
  }

  /** What is wrong with it, if anything. */
  Optional<Problem> problem(HttpServerRequest request) {
    if (!METHODS.contains(request.method())) {
      return problem(501, "expected one of the usual methods, found " + Printable.quoted(request.method().name()));
    }
    if (!request.uri().startsWith("/")) {
      return problem(400, "expected a path that begins with '/', found " + Printable.quoted(request.uri()));
    }
    if (BAD_PATH.matcher(request.path()).find()) {
      return problem(400, "expected a path without control characters and with two hexadecimal digits behind each '%'");
    }
    if (request.query() != null && BAD_QUERY.matcher(request.query()).find()) {
      return problem(400, "expected parameters with two hexadecimal digits behind each '%'");
    }
    return host(request);
  }

  private Optional<Problem> host(HttpServerRequest request) {
    HostAndPort asked = request.headers().getAll(HttpHeaderNames.HOST).size() == 1 ? request.authority() : null;
    if (asked == null) {
      return problem(400, "expected one header Host with the name of this server");
    }
    return isOurs.test(asked.host())
        ? Optional.empty()
        : problem(421, "expected the name or address of this server in the header Host, found " + Printable.quoted(asked.host())
            + "; http.advertised can name one more");
  }

  private static Optional<Problem> problem(int status, String detail) {
    return Optional.of(new Problem(status, detail));
  }
}
