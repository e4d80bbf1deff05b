package dev.windrow.ingest.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * One request under way: takes the body of its answer, up to a limit, and can be cancelled. What goes beyond the limit is not read: the connection is closed. The body
 * is confined to the event loop; the rest is thread-safe.
 */
final class Exchange implements BodyCodec<byte[]>, BodyStream<byte[]> {

  private final int mostBytes;
  private final Promise<byte[]> body = Promise.promise();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile boolean tooLarge;
  private volatile boolean cancelled;
  private volatile HttpClientRequest request;

  Exchange(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Tells the exchange, which is the codec of its request, about the request: the client gives no other way to cancel one. */
  static void intercept(HttpContext<?> context) {
    if (context.phase() == ClientPhase.SEND_REQUEST && context.request().bodyCodec() instanceof Exchange exchange) {
      exchange.sending(context.clientRequest());
    }
    context.next();
  }

  int mostBytes() {
    return mostBytes;
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  /** Closes the connection, now or when there is one. */
  void cancel() {
    cancelled = true;
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.reset();
    }
  }

  @Override
  public BodyStream<byte[]> stream() {
    return this;
  }

  @Override
  public Future<Void> write(Buffer more) {
    if (received.size() + (long) more.length() > mostBytes) {
      tooLarge = true;
      IOException enough = new IOException("the answer is too large");
      body.tryFail(enough);
      return Future.failedFuture(enough);
    }
    received.writeBytes(more.getBytes());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    body.tryComplete(received.toByteArray());
    return Future.succeededFuture();
  }

  @Override
  public Future<byte[]> result() {
    return body.future();
  }

  @Override
  public void handle(Throwable failure) {
    body.tryFail(failure);
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    return this;
  }

  private void sending(HttpClientRequest sent) {
    request = sent;
    if (cancelled) {
      sent.reset();
    }
  }
}
