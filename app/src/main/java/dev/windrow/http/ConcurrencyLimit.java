package dev.windrow.http;

import dev.windrow.ops.Tally;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How many requests are worked on at a time. For one that comes beyond that nothing is begun: whoever asks is told to come again. So what waits
 * for the threads that read stores has a bound, however often somebody asks. Confined to the event loop.
 */
final class ConcurrencyLimit {

  private static final String COME_AGAIN_AFTER_SECONDS = "1";

  private final int most;
  private final Tally refused;
  private int working;

  ConcurrencyLimit(int most, Tally refused) {
    this.most = most;
    this.refused = refused;
  }

  /**
   * Ends a request with what was found, or with what went wrong.
   *
   * @param find begins the work; is not called for a request too many
   * @param send ends the request
   */
  <T> void answer(RoutingContext context, Supplier<Future<T>> find, Consumer<T> send) {
    if (working >= most) {
      refused.add(1);
      refuse(context, "expected at most " + most + " requests at a time");
      return;
    }
    working++;
    Future.succeededFuture().compose(begin -> find.get())
        .onComplete(done -> working--)
        .onSuccess(found -> send(context, found, send))
        .onFailure(context::fail);
  }

  /** 503: there is too much to do. */
  static void refuse(RoutingContext context, String detail) {
    context.response().putHeader(HttpHeaderNames.RETRY_AFTER, COME_AGAIN_AFTER_SECONDS);
    Problem.answer(context, 503, detail);
  }

  /** Nobody else would end the request when an answer cannot be written. */
  private static <T> void send(RoutingContext context, T found, Consumer<T> send) {
    try {
      send.accept(found);
    } catch (RuntimeException e) {
      context.fail(e);
    }
  }
}
