package dev.windrow.http;

import static dev.windrow.value.JsonText.quoted;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * An answer that says what is wrong with a request, in the form of RFC 9457. Whoever finds it ends the request with {@link #answer}.
 *
 * @param status 400 to 599
 * @param detail expected, found, what to do; for whoever asked
 */
record Problem(int status, String detail) {

  static final String TYPE = "application/problem+json";

  static void answer(RoutingContext context, int status, String detail) {
    new Problem(status, detail).answer(context.request());
  }

  /** Ends the request. Too late when an answer has begun: it is cut off then, so that nobody takes it for whole. */
  void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      request.connection().close();
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaderNames.CONTENT_TYPE, TYPE).putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store");
    response.headers().remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.ETAG);
    response.end(json(request.path()));
  }

  /** As {@link #answer}, and no further request from there: what else comes on that connection cannot be told apart. */
  void answerAndClose(HttpServerRequest request) {
    if (!request.response().headWritten()) {
      request.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE).endHandler(answered -> request.connection().close());
    }
    answer(request);
  }

  private String json(String path) {
    return "{\"type\":\"about:blank\",\"title\":" + quoted(HttpResponseStatus.valueOf(status).reasonPhrase()) + ",\"status\":" + status
        + ",\"detail\":" + quoted(detail) + ",\"instance\":" + quoted(path == null ? "" : path) + "}";
  }
}
