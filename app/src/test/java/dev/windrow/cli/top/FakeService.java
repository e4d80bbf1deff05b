package dev.windrow.cli.top;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Somebody who answers over HTTP on a free loopback port what a test wants. Remembers what was asked. */
final class FakeService implements AutoCloseable {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /** Path and query that were asked, with the token that was shown, if any. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String scheme;
  private volatile Optional<String> token = Optional.empty();

  private record Answer(int status, String type, byte[] body) {}

  private FakeService(HttpServer server, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static FakeService start() throws IOException {
    return new FakeService(HttpServer.create(), "http");
  }

  static FakeService encrypted(SSLContext tls, boolean needsClientCertificate) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(tls) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters chosen = tls.getDefaultSSLParameters();
        chosen.setNeedClientAuth(needsClientCertificate);
        parameters.setSSLParameters(chosen);
      }
    });
    return new FakeService(server, "https");
  }

  /** An instance of the application in {@link Answers}. */
  static FakeService windrow() throws IOException {
    return start().answering("/api/v1/status", Answers.STATUS).answering("/api/v1/aggregations", Answers.AGGREGATIONS)
        .answering("/api/v1/aggregations/by-country/windows?limit=200&status=open", Answers.OPEN)
        .answering("/api/v1/aggregations/by-country/windows?limit=200&status=final,revised", Answers.CLOSED);
  }

  FakeService answering(String path, String json) {
    return answering(path, 200, JSON, json);
  }

  FakeService answering(String path, int status, String type, String body) {
    answers.put(path, new Answer(status, type, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Answers, as Windrow does, only who shows this. */
  FakeService needing(String needed) {
    token = Optional.of(needed);
    return this;
  }

  URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String shown = exchange.getRequestHeaders().getFirst("authorization");
      asked.add(exchange.getRequestURI() + (shown == null ? "" : " " + shown));
      if (token.isPresent() && !("Bearer " + token.get()).equals(shown)) {
        exchange.getResponseHeaders().set("www-authenticate", "Bearer realm=\"windrow\"");
        send(exchange, new Answer(401, PROBLEM, "{}".getBytes(StandardCharsets.UTF_8)));
        return;
      }
      send(exchange, answers.getOrDefault(exchange.getRequestURI().toString(), new Answer(404, "text/html", "nothing".getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("content-type", answer.type());
    exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
