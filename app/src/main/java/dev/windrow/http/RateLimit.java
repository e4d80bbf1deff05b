package dev.windrow.http;

import dev.windrow.ops.Tally;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How often a client may ask. A client is an address; with IPv6 a /64 network, as every customer has at least one of those. What other
 * instances ask of this one stems from many clients: it is not limited when they have shown who they are, else ten times as generously.
 */
final class RateLimit implements Handler<RoutingContext> {

  private static final int CLIENTS = 10_000;
  private static final int SECONDS_AT_ONCE = 2;
  private static final double COST_OF_A_PEER = 0.1;
  private static final int NETWORK_BYTES = 8;

  private final int perSecond;
  private final TokenBuckets buckets;
  private final Predicate<RoutingContext> isKnown;
  private final Tally refused;

  RateLimit(int perSecond, Predicate<RoutingContext> isKnown, Tally refused, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.buckets = new TokenBuckets(perSecond, perSecond * SECONDS_AT_ONCE, CLIENTS, nanoTime);
    this.isKnown = isKnown;
    this.refused = refused;
  }

  @Override
  public void handle(RoutingContext context) {
    boolean peer = Paths.isPeer(context.normalizedPath());
    if (peer && isKnown.test(context)) {
      context.next();
      return;
    }
    int waitSeconds = buckets.take(client(context.request().remoteAddress().hostAddress()), peer ? COST_OF_A_PEER : 1);
    if (waitSeconds == 0) {
      context.next();
    } else {
      refused.add(1);
      context.response().putHeader(HttpHeaderNames.RETRY_AFTER, Integer.toString(waitSeconds));
      Problem.answer(context, 429, "expected at most " + perSecond + " requests per second from one address (http.limits.rate)");
    }
  }

  /** What stands for whoever has this address. */
  static String client(String address) {
    byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length <= NETWORK_BYTES ? String.valueOf(address) : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
  }
}
