package dev.windrow.benchmark.load;

import dev.windrow.benchmark.run.BenchmarkException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of one event stream that take what comes as fast as it comes, in a thread of their own, and count the results. */
public final class EventStreams implements AutoCloseable {

  private static final byte[] RESULT = "\"status\":\"final\"".getBytes(StandardCharsets.US_ASCII);
  private static final int ROOM = 64 * 1024;
  private static final long LONGEST_CLOSE_MS = Duration.ofSeconds(5).toMillis();

  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final Thread thread = new Thread(this::read, "event streams");
  private volatile boolean closed;

  private EventStreams(Selector selector) {
    this.selector = selector;
  }

  /** Opens so many of them. */
  public static EventStreams open(InetSocketAddress server, String aggregation, int count) throws IOException {
    EventStreams streams = new EventStreams(Selector.open());
    try {
      for (int i = 0; i < count; i++) {
        streams.add(server, aggregation);
      }
    } catch (IOException e) {
      streams.close();
      throw new BenchmarkException("expected " + count + " event streams at " + server + ", found " + e.getMessage(), e);
    }
    streams.thread.setDaemon(true);
    streams.thread.start();
    return streams;
  }

  private void add(InetSocketAddress server, String aggregation) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    Client client = new Client(channel);
    clients.add(client);
    String request = "GET /api/v1/aggregations/" + aggregation + "/stream HTTP/1.1\r\nHost: " + server.getHostString() + ':' + server.getPort()
        + "\r\nAccept: text/event-stream\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, client);
  }

  private void read() {
    ByteBuffer room = ByteBuffer.allocate(ROOM);
    try {
      while (!closed) {
        selector.select(key -> ((Client) key.attachment()).read(room));
      }
    } catch (IOException e) {
      // Who asks for what the clients have got sees that it ended.
      return;
    }
  }

  /** How many results all of them together have got so far. */
  long received() {
    return clients.stream().mapToLong(client -> client.results.get()).sum();
  }

  /** How many results each client has got; closes them. Of one whose stream ended before, 0. */
  public List<Long> results() {
    close();
    return clients.stream().map(client -> client.ended ? 0 : client.results.get()).toList();
  }

  /** Calling it again does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    selector.wakeup();
    try {
      thread.join(LONGEST_CLOSE_MS);
      for (Client client : clients) {
        client.channel.close();
      }
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // They are not used any more.
      return;
    }
  }

  /** Confined to the reading thread until that has ended, but for the count. */
  private static final class Client {

    private final SocketChannel channel;
    private int matched;
    private final AtomicLong results = new AtomicLong();
    private boolean ended;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void read(ByteBuffer room) {
      try {
        ended |= channel.read(room.clear()) < 0;
        if (ended) {
          channel.close();
        }
        for (room.flip(); room.hasRemaining();) {
          see(room.get());
        }
      } catch (IOException e) {
        ended = true;
      }
    }

    /** The pattern begins anew with a quotation mark only. */
    private void see(byte next) {
      if (next == RESULT[matched]) {
        matched++;
      } else {
        matched = next == RESULT[0] ? 1 : 0;
      }
      if (matched == RESULT.length) {
        matched = 0;
        results.incrementAndGet();
      }
    }
  }
}
