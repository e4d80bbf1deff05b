package dev.windrow.http;

import dev.windrow.value.Sha256;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;

/** Whole answers of a route. */
final class Answer {

  static final String JSON = "application/json";

  private static final int TAG_BYTES = 12;

  private Answer() {}

  /** Ends a GET with {@code body}, or with 304 and nothing when the client has it already. */
  static void send(RoutingContext context, String contentType, Buffer body) {
    if (!isKnown(context, tag(body.getBytes()))) {
      context.response().putHeader(HttpHeaderNames.CONTENT_TYPE, contentType).end(body);
    }
  }

  /** Whether the client has what is tagged so, which then is all that it is told. */
  static boolean isKnown(RoutingContext context, String tag) {
    context.etag('"' + tag + '"');
    boolean known = context.isFresh();
    if (known) {
      context.response().setStatusCode(304).end();
    }
    return known;
  }

  /** Tells this content from any other. */
  static String tag(byte[] content) {
    return HexFormat.of().formatHex(Sha256.of(content), 0, TAG_BYTES);
  }
}
