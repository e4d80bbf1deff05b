package dev.windrow.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A TCP proxy before one broker. It understands as much of Kafka's protocol as it takes to know who asks what: requests and answers
 * are frames with a length in front, a request begins with its kind, version, correlation id and the client's id, and answers come in
 * the order of the requests. What gets through is the {@link Network}'s weather. Two threads carry each connection.
 */
final class Proxy implements AutoCloseable {

  private static final int MAX_FRAME = 256 << 20;

  private final ServerSocket server;
  private final int brokerPort;
  private final Network network;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Proxy(ServerSocket server, int brokerPort, Network network) {
    this.server = server;
    this.brokerPort = brokerPort;
    this.network = network;
  }

  static Proxy open(int brokerPort, Network network) {
    try {
      Proxy proxy = new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), brokerPort, network);
      daemon("proxy-" + proxy.port(), proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(Proxy::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        carry(server.accept());
      } catch (IOException closedOrRefused) {
        // The broker is down: the client sees its connection closed, as it would without a proxy.
      }
    }
  }

  private void carry(Socket client) throws IOException {
    open.add(client);
    try {
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
      open.add(broker);
      Connection connection = new Connection(client, broker);
      daemon("proxy-" + port() + "-requests", connection::carryRequests);
      daemon("proxy-" + port() + "-answers", connection::carryAnswers);
    } catch (IOException refused) {
      open.remove(client);
      closeQuietly(client);
      throw refused;
    }
  }

  /** One client's connection to the broker. */
  private final class Connection {

    private final Socket client;
    private final Socket broker;
    private final Queue<ApiKeys> unanswered = new ConcurrentLinkedQueue<>();
    private volatile String clientId = "";

    private Connection(Socket client, Socket broker) {
      this.client = client;
      this.broker = broker;
    }

    private void carryRequests() {
      carry(client, broker, frame -> {
        ByteBuffer header = ByteBuffer.wrap(frame);
        ApiKeys api = ApiKeys.forId(header.getShort());
        header.position(8);
        byte[] id = new byte[Math.max(0, header.getShort())];
        header.get(id);
        clientId = new String(id, StandardCharsets.UTF_8);
        unanswered.add(api);
        return network.weather().request(clientId, api);
      });
    }

    private void carryAnswers() {
      carry(broker, client, frame -> network.weather().answer(clientId, unanswered.remove()));
    }

    private void carry(Socket from, Socket to, Gate gate) {
      try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
          DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream(), 1 << 16))) {
        while (true) {
          int length = in.readInt();
          if (length < 0 || length > MAX_FRAME) {
            throw new IOException("expected a frame of at most " + MAX_FRAME + " bytes, found " + length);
          }
          byte[] frame = in.readNBytes(length);
          if (frame.length < length || !gate.opens(frame)) {
            return;
          }
          out.writeInt(length);
          out.write(frame);
          out.flush();
        }
      } catch (IOException gone) {
        // One side has closed: so does the other.
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } finally {
        close(client);
        close(broker);
      }
    }

    private void close(Socket socket) {
      open.remove(socket);
      closeQuietly(socket);
    }
  }

  private interface Gate {
    boolean opens(byte[] frame) throws InterruptedException;
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception alreadyGone) {
      // Nothing is left to do.
    }
  }
}
