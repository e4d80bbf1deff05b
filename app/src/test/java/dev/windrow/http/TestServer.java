package dev.windrow.http;

import dev.windrow.config.Http;
import dev.windrow.ops.PrometheusMeters;
import dev.windrow.ops.PrometheusMeters.Format;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A server on a free loopback port with a few routes, and a client that sends whatever bytes a test likes. */
final class TestServer implements AutoCloseable {

  static final Http.Limits LIMITS = new Http.Limits(1024, 2048, 1024, 20, Duration.ofSeconds(10), Duration.ofSeconds(20), 10_000);

  private static final int LONGEST_ANSWER_MS = 20_000;

  private final Vertx vertx = Vertx.vertx();
  private final Server server;
  private final PrometheusMeters meters = new PrometheusMeters(Clock.systemUTC());

  TestServer(Http http) throws InterruptedException {
    this(http, TestServer::atOnce);
  }

  TestServer(Http http, Routes atOnce) throws InterruptedException {
    server = Server.start(vertx, http, Credentials.load(http, vertx), meters);
    server.mount(List.of(atOnce));
  }

  /** With routes that need its Vert.x. */
  static TestServer with(Http http, Function<Vertx, Routes> routes) throws InterruptedException {
    TestServer test = new TestServer(http);
    test.server.mount(List.of(routes.apply(test.vertx)));
    return test;
  }

  static TestServer running(Http http) throws InterruptedException {
    TestServer test = new TestServer(http);
    test.serve();
    return test;
  }

  static Http http(Http.Limits limits) {
    return new Http(true, "127.0.0.1", Http.Ports.of(0), Optional.empty(), false, Optional.empty(), Http.Tls.NONE, List.of(), limits);
  }

  static Http withTokens(Path tokens) {
    return new Http(true, "127.0.0.1", Http.Ports.of(0), Optional.empty(), false, Optional.of(tokens), Http.Tls.NONE, List.of(), LIMITS);
  }

  private static void atOnce(Router router) {
    router.get("/").handler(context -> Answer.send(context, "text/plain", Buffer.buffer("page")));
    router.get("/health/live").handler(context -> context.end("up"));
  }

  private static void service(Router router) {
    router.get("/api/v1/things").produces("application/json").handler(context -> Answer.send(context, Answer.JSON, Buffer.buffer("[1]")));
    router.get("/api/v1/things/:name").handler(context -> Answer.send(context, "text/plain", Buffer.buffer(context.pathParam("name"))));
    router.post("/api/v1/things").handler(context -> context.end("took " + context.body().length()));
    router.get("/peer/v1/status").handler(context -> context.end("{}"));
    router.get("/api/v1/broken").handler(context -> {
      throw new IllegalStateException("a secret\r\nINFO forged");
    });
    router.get("/api/v1/cut").handler(context -> {
      context.response().setChunked(true).write("half");
      context.fail(new IllegalStateException("too late"));
    });
    router.get("/api/v1/stream").handler(context -> context.response().setChunked(true).write("begun"));
  }

  void serve() {
    server.serve(List.of(TestServer::service));
  }

  Server server() {
    return server;
  }

  /** How many requests or connections this limit has turned away. */
  int refused(String limit) {
    String line = "windrow_http_refused_total{limit=\"" + limit + "\"} ";
    return new String(meters.scrape(Format.TEXT), StandardCharsets.UTF_8).lines().filter(found -> found.startsWith(line))
        .mapToInt(found -> (int) Double.parseDouble(found.substring(line.length()))).findFirst().orElse(0);
  }

  int port() {
    return server.port();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(LONGEST_ANSWER_MS);
    return socket;
  }

  /** What comes back for these bytes until the server closes, which the request should ask for. */
  String send(String request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return rest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** GET, with lines of header. */
  String get(String target, String... headers) {
    return send(request("GET", target, headers));
  }

  static String request(String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  static String rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  static int status(String answer) {
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  @Override
  public void close() {
    server.close();
    vertx.close().await();
    meters.close();
  }
}
