package dev.windrow.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whole answers of a route. */
final class Answer {

  static final String JSON = "application/json";

  private static final int TAG_BYTES = 12;

  private Answer() {}

  /** Ends a GET with {@code body}, or with 304 and nothing when the client has it already. */
  static void send(RoutingContext context, String contentType, Buffer body) {
    context.etag(tag(body));
    if (context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      context.response().putHeader(HttpHeaderNames.CONTENT_TYPE, contentType).end(body);
    }
  }

  private static String tag(Buffer body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has", e);
    }
  }
}
