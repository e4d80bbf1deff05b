package dev.windrow.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's listening sockets, bound on 127.0.0.1 before Kafka starts: a port that is taken is found at once, and no other
 * process can take a free one between choosing and using it. Confined to the thread that starts the broker.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> bound = new HashMap<>();

  /**
   * Binds {@code listener}.
   *
   * @param port 0 for a free one
   * @return the port
   * @throws BindException when the port is in use or not allowed
   */
  int bind(String listener, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(InetAddress.getByName(HOST), port), BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    bound.put(listener, channel);
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog, int receiveBufferSize) {
    ServerSocketChannel channel = bound.remove(listener);
    if (channel == null) {
      throw new IllegalStateException("expected one of the listeners " + bound.keySet() + ", found " + listener);
    }
    return channel;
  }

  /** Closes what Kafka has not taken over. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel channel : bound.values()) {
      channel.close();
    }
    bound.clear();
  }
}
