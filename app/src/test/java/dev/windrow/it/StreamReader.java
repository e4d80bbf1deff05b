package dev.windrow.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client of an event stream that reads when it is told to; what it has not read waits in a small buffer.
 *
 * <p>The lengths of chunks are lines of their own, as the server begins and ends chunks with events: all that is no field of an event is passed over.
 */
final class StreamReader implements AutoCloseable {

  private static final int LONGEST_SILENCE_MS = 180_000;

  /** The kernel grows others to megabytes. Much less than the largest segment of the loopback, 64 KiB, and they would come one each fifth of a second. */
  private static final int BUFFER = 128 * 1024;

  private final Socket socket;
  private final BufferedReader in;
  private long characters;

  private StreamReader(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** @param lastEventId behind which it goes on; empty for what is new */
  static StreamReader open(String page, String aggregation, String lastEventId) throws IOException {
    URI address = URI.create(page);
    Socket socket = new Socket();
    socket.setReceiveBufferSize(BUFFER);
    socket.setSoTimeout(LONGEST_SILENCE_MS);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
    socket.getOutputStream().write(("GET /api/v1/aggregations/" + aggregation + "/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + resume + "\r\n")
        .getBytes(StandardCharsets.US_ASCII));
    return new StreamReader(socket);
  }

  /** The next event; empty at the end of the stream. */
  Optional<StreamEvent> next() throws IOException {
    String name = "";
    String id = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      characters += line.length() + 1;
      if (line.startsWith(":")) {
        return Optional.of(StreamEvent.HEARTBEAT);
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("data: ")) {
        return Optional.of(new StreamEvent(name, id, line.substring("data: ".length())));
      }
    }
    return Optional.empty();
  }

  /** How much it has read. */
  long characters() {
    return characters;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
