package dev.windrow.ingest.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A server of the tests' own that does what it is told, good or bad, and measures what it is asked: how much at a time, when, and with which headers. */
public final class FakeSite implements AutoCloseable {

  private static final byte[] FILLING = "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],".repeat(256).getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Behaviour behaviour;
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private int inFlight;
  private int mostInFlight;

  private FakeSite(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static FakeSite that(Behaviour behaviour) throws IOException {
    return new FakeSite(behaviour);
  }

  /** What the site answers. */
  public interface Behaviour {

    /** @param time how often this address has been asked for, from 1 */
    Reply reply(Asked request, int time) throws InterruptedException;
  }

  /** A request as it came. */
  public record Asked(URI url, Map<String, List<String>> headers, long nanos) {

    public String path() {
      return url.getPath();
    }

    /** A number in the query, or what stands for one that is missing. */
    public int number(String parameter, int missing) {
      String text = text(parameter);
      return text.isEmpty() ? missing : Integer.parseInt(text);
    }

    public String text(String parameter) {
      String query = url.getQuery() == null ? "" : url.getQuery();
      return List.of(query.split("&")).stream().filter(pair -> pair.startsWith(parameter + "=")).map(pair -> pair.substring(parameter.length() + 1))
          .findFirst().orElse("");
    }

    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  /** How the body of a reply ends. */
  private enum End {
    WELL,
    CUT_OFF,
    NEVER
  }

  /** An answer, or what goes for one. */
  public record Reply(int status, Map<String, String> headers, byte[] body, long delayMs, End end) {

    public static Reply json(String body) {
      return of(200, body).with("Content-Type", "application/json");
    }

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), 0, End.WELL);
    }

    /** Breaks the connection in the middle of the body. */
    public Reply cutOff() {
      return new Reply(status, headers, body, delayMs, End.CUT_OFF);
    }

    /** Goes on for ever behind the body. */
    public Reply endless() {
      return new Reply(status, headers, body, delayMs, End.NEVER);
    }

    public Reply after(long ms) {
      return new Reply(status, headers, body, ms, end);
    }

    public Reply with(String name, String value) {
      Map<String, String> more = new ConcurrentHashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body, delayMs, end);
    }

    public Reply packed() {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Reply(status, headers, packed.toByteArray(), delayMs, end).with("Content-Encoding", "gzip");
    }
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** All requests, in the order in which they came. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  public synchronized int mostInFlight() {
    return mostInFlight;
  }

  public synchronized int inFlight() {
    return inFlight;
  }

  /** Replies that could not be written to their end, because nobody wanted the rest. */
  public int broken() {
    return broken.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Asked request = new Asked(exchange.getRequestURI(), lowerCase(exchange.getRequestHeaders()), System.nanoTime());
    begin(request);
    Reply reply = Reply.of(500, "interrupted");
    try {
      reply = behaviour.reply(request, counts.computeIfAbsent(request.url().toString(), url -> new AtomicInteger()).incrementAndGet());
      Thread.sleep(reply.delayMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
    try {
      write(exchange, reply);
    } catch (IOException e) {
      broken.incrementAndGet();
      exchange.close();
    }
  }

  private synchronized void begin(Asked request) {
    asked.add(request);
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  /** Before the answer is sent: whoever has it may ask again. */
  private synchronized void end() {
    inFlight--;
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    boolean hasBody = reply.body().length > 0 || reply.end() == End.NEVER;
    boolean whole = reply.end() == End.WELL;
    exchange.sendResponseHeaders(reply.status(), !hasBody ? -1 : reply.end() == End.NEVER ? 0 : reply.body().length);
    OutputStream out = exchange.getResponseBody();
    if (hasBody) {
      out.write(reply.body(), 0, reply.end() == End.CUT_OFF ? reply.body().length / 2 : reply.body().length);
      out.flush();
    }
    while (reply.end() == End.NEVER) {
      out.write(FILLING);
    }
    if (!whole) {
      throw new IOException("cut off");
    }
    exchange.close();
  }

  private static Map<String, List<String>> lowerCase(Headers headers) {
    Map<String, List<String>> all = new ConcurrentHashMap<>();
    headers.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return all;
  }
}
