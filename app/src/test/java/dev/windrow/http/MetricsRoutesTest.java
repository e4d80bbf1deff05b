package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.MeterName;
import dev.windrow.ops.PrometheusMeters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsRoutesTest {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeters meters = new PrometheusMeters(Clock.systemUTC());
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    Router router = Router.router(vertx);
    new MetricsRoutes(meters).mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    meters.close();
  }

  @Test
  void answersWithTheTextOfAllMeters() throws Exception {
    meters.tally(MeterName.RESULTS, "by-type", "final").add(2);

    HttpResponse<String> answer = get("");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains(TEXT);
    assertThat(answer.body()).contains("windrow_results_total{aggregation=\"by-type\",status=\"final\"} 2.0\n", "jvm_memory_used_bytes");
  }

  @Test
  void openMetricsIsForThoseWhoLikeIt() throws Exception {
    assertThat(type("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2")).isEqualTo(OPEN_METRICS);
    assertThat(get("application/openmetrics-text").body()).endsWith("# EOF\n");
    assertThat(type("application/openmetrics-text;q=0.3,text/plain;q=0.9")).isEqualTo(TEXT);
    assertThat(type("application/openmetrics-text;q=0")).isEqualTo(TEXT);
    assertThat(type("*/*")).isEqualTo(TEXT);
    assertThat(type("text/html,application/xhtml+xml,*/*;q=0.8")).isEqualTo(TEXT);
    assertThat(type("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;q=0.1")).isEqualTo(TEXT);
    assertThat(type("nonsense;;q=x,,")).isEqualTo(TEXT);
  }

  @Test
  void moreThanAFewAtOnceAreToldToComeAgainAndTheServerGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(MetricsRoutes.AT_ONCE);
    CountDownLatch goOn = new CountDownLatch(1);
    meters.show(() -> slow(begun, goOn));
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    for (int i = 0; i < MetricsRoutes.AT_ONCE; i++) {
      slow.add(client.sendAsync(request(""), BodyHandlers.ofString()));
    }
    begun.await();

    HttpResponse<String> refused = get("");
    goOn.countDown();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("1");
    for (CompletableFuture<HttpResponse<String>> one : slow) {
      assertThat(one.get().statusCode()).isEqualTo(200);
    }
    assertThat(get("").body()).contains("windrow_http_refused_total{limit=\"scrapes\"} 1.0\n");
  }

  @Test
  void scrapeThatFailsFreesItsPlace() throws Exception {
    meters.show(() -> {
      throw new IllegalStateException("no metrics today");
    });

    for (int i = 0; i <= MetricsRoutes.AT_ONCE; i++) {
      assertThat(get("").statusCode()).isEqualTo(500);
    }
  }

  private static Map<MetricName, Metric> slow(CountDownLatch begun, CountDownLatch goOn) {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private String type(String accept) throws Exception {
    return get(accept).headers().firstValue("content-type").orElse("none");
  }

  private HttpResponse<String> get(String accept) throws Exception {
    return client.send(request(accept), BodyHandlers.ofString());
  }

  private HttpRequest request(String accept) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/metrics")).timeout(Duration.ofSeconds(20));
    return (accept.isEmpty() ? request : request.header("Accept", accept)).build();
  }
}
