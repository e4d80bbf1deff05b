package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One request at a time. */
class ConcurrencyLimitTest {

  private final AtomicInteger refusals = new AtomicInteger();
  private final ConcurrencyLimit limit = new ConcurrencyLimit(1, more -> refusals.addAndGet((int) more));
  private final Promise<String> found = Promise.promise();
  private final AtomicInteger begun = new AtomicInteger();
  private TestServer server;

  @BeforeEach
  void start() throws InterruptedException {
    server = new TestServer(TestServer.http(TestServer.LIMITS), this::routes);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void routes(Router router) {
    router.get("/slow").handler(context -> limit.answer(context, this::slow, context::end));
    router.get("/broken/search").handler(context -> limit.answer(context, () -> {
      throw new IllegalStateException("no search");
    }, answer -> context.end()));
    router.get("/broken/answer").handler(context -> limit.answer(context, Future::succeededFuture, answer -> {
      throw new IllegalStateException("no answer");
    }));
  }

  private Future<String> slow() {
    begun.incrementAndGet();
    return found.future();
  }

  @Test
  void forARequestTooManyNothingIsBegun() throws Exception {
    try (Socket first = server.connect()) {
      first.getOutputStream().write(TestServer.request("GET", "/slow").getBytes(StandardCharsets.ISO_8859_1));
      await().until(() -> begun.get() == 1);

      String refused = server.get("/slow");
      found.complete("found");

      assertThat(refused).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 1").contains("at most 1 requests at a time");
      assertThat(begun).hasValue(1);
      assertThat(refusals).hasValue(1);
      assertThat(TestServer.rest(first)).startsWith("HTTP/1.1 200").endsWith("found");
    }
    assertThat(server.get("/slow")).startsWith("HTTP/1.1 200");
  }

  @Test
  void requestThatFailsIsAnsweredAndMakesRoom() {
    for (String path : new String[] {"/broken/search", "/broken/answer", "/broken/search"}) {
      assertThat(server.get(path)).startsWith("HTTP/1.1 500");
    }
  }
}
