package dev.windrow.ingest.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves one file, as it is at the moment, at every address; counts what is asked of it. */
public final class FileServer implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  public final AtomicInteger requests = new AtomicInteger();
  public final AtomicLong bytesSent = new AtomicLong();
  private final HttpServer server;
  private volatile byte[] content = new byte[0];
  private volatile Optional<String> etag = Optional.empty();
  private volatile boolean knowsRanges = true;
  private volatile int failAfter = Integer.MAX_VALUE;

  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public FileServer with(byte[] newContent, String newEtag) {
    content = newContent;
    etag = Optional.ofNullable(newEtag);
    return this;
  }

  FileServer withoutRanges() {
    knowsRanges = false;
    return this;
  }

  /** From then on it answers with 500. */
  public void failAfter(int moreRequests) {
    failAfter = requests.get() + moreRequests;
  }

  public void recover() {
    failAfter = Integer.MAX_VALUE;
  }

  public String address(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (requests.incrementAndGet() > failAfter) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      etag.ifPresent(tag -> exchange.getResponseHeaders().set("ETag", tag));
      Matcher range = RANGE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
      Optional<String> condition = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Range"));
      if (range.matches() && knowsRanges && (condition.isEmpty() || condition.equals(etag))) {
        part(exchange, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
      } else {
        send(exchange, 200, content);
      }
    }
  }

  private void part(HttpExchange exchange, int from, int last) throws IOException {
    if (from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    int to = Math.min(last + 1, content.length);
    exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
    send(exchange, 206, Arrays.copyOfRange(content, from, to));
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    bytesSent.addAndGet(body.length);
  }
}
