package dev.windrow.http;

import dev.windrow.value.Printable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a {@link Problem} of all that no route has answered, and of what a route has failed with: nothing of the cause goes to the client. */
final class Failures implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415, 500);
  private static final int RETRY_SECONDS = 2;

  private final Router router;
  private final BooleanSupplier isRunning;

  private Failures(Router router, BooleanSupplier isRunning) {
    this.router = router;
    this.isRunning = isRunning;
  }

  /** From now on for all routes of {@code router}, where those that need the service are there only when it {@code isRunning}. */
  static void handle(Router router, BooleanSupplier isRunning) {
    Failures failures = new Failures(router, isRunning);
    STATUSES.forEach(status -> router.errorHandler(status, failures));
    router.uncaughtErrorHandler(failures);
  }

  @Override
  public void handle(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    switch (status) {
      case 404 -> notFound(context);
      case 405 -> wrongMethod(context);
      case 406 -> Problem.answer(context, 406, "expected a type in the header Accept that this address can give");
      case 413 -> new Problem(413, "expected a smaller body (http.limits.body)").answerAndClose(context.request());
      case 415 -> Problem.answer(context, 415, "expected another Content-Type");
      case 500 -> failed(context);
      default -> Problem.answer(context, status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }
  }

  private void notFound(RoutingContext context) {
    if (Paths.needsService(context.normalizedPath()) && !isRunning.getAsBoolean()) {
      context.response().putHeader(HttpHeaderNames.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
      Problem.answer(context, 503, "the service is starting or stopping; /health/ready says when it is there");
    } else {
      Problem.answer(context, 404, "nothing is at this address; /api/v1/openapi.json lists what there is");
    }
  }

  private void wrongMethod(RoutingContext context) {
    String allowed = AllowedMethods.of(router, context.normalizedPath());
    context.response().putHeader(HttpHeaderNames.ALLOW, allowed);
    if (context.request().method() == HttpMethod.OPTIONS) {
      context.response().setStatusCode(204).end();
    } else {
      Problem.answer(context, 405, "expected one of " + allowed + ", found " + context.request().method());
    }
  }

  private static void failed(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isBodyBroken(request)) {
      new Problem(400, "expected a whole body, as its header says").answerAndClose(request);
      return;
    }
    Throwable cause = context.failure();
    log.error("{} {} failed: {}{}", request.method(), Printable.quoted(request.path()), Printable.text(String.valueOf(cause)), place(cause));
    if (cause != null && log.isDebugEnabled()) {
      log.debug("the stack: {}", Arrays.toString(cause.getStackTrace()));
    }
    Problem.answer(context, 500, "the service has failed to answer; its log says why");
  }

  /** Routes see a request only when its body is there. */
  private static boolean isBodyBroken(HttpServerRequest request) {
    boolean body = request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
    return body && !request.isEnded();
  }

  private static String place(Throwable cause) {
    return cause == null || cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
  }
}
