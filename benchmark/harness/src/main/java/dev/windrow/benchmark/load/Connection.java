package dev.windrow.benchmark.load;

import dev.windrow.benchmark.run.BenchmarkException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection that is kept, with one request at a time on its way. Confined to one thread. */
final class Connection {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final String host;
  private final ResponseReader reader = new ResponseReader();
  private ByteBuffer unsent = NOTHING;
  private Optional<Request> pending = Optional.empty();
  private long sentNanos;

  private Connection(SocketChannel channel, Selector selector, InetSocketAddress server) throws IOException {
    this.channel = channel;
    this.host = server.getHostString() + ":" + server.getPort();
    this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /** Begins to connect: it can be used when it {@link #isConnected}. */
  static Connection open(Selector selector, InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Connection connection = new Connection(channel, selector, server);
    channel.connect(server);
    return connection;
  }

  boolean isConnected() {
    return channel.isConnected();
  }

  /** What has no answer yet. */
  Optional<Request> pending() {
    return pending;
  }

  /** Of the pending request. */
  long sentNanos() {
    return sentNanos;
  }

  void send(Request request, long nowNanos) throws IOException {
    pending = Optional.of(request);
    sentNanos = nowNanos;
    String text = "GET " + request.query().target() + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: application/json\r\n\r\n";
    unsent = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    write();
  }

  /** Does what the selector says is possible; the response when it is whole now. */
  Optional<Response> ready() throws IOException {
    if (key.isConnectable()) {
      connected();
      return Optional.empty();
    }
    if (key.isWritable()) {
      write();
    }
    return key.isReadable() ? read() : Optional.empty();
  }

  private void connected() throws IOException {
    try {
      channel.finishConnect();
    } catch (IOException e) {
      throw new BenchmarkException("expected that Windrow takes a connection at " + host + ", found " + e.getMessage(), e);
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void write() throws IOException {
    channel.write(unsent);
    key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private Optional<Response> read() throws IOException {
    int count = channel.read(reader.room());
    if (count < 0) {
      throw new EOFException("connection closed");
    }
    return count == 0 ? Optional.empty() : reader.filled(count);
  }

  /** The response has been taken: it is free for the next request. */
  void free() {
    pending = Optional.empty();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is not used any more.
      return;
    }
  }
}
