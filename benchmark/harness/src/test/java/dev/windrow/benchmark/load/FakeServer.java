package dev.windrow.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Listens on a free loopback port and answers one request after the other with whatever bytes a test likes. */
final class FakeServer implements AutoCloseable {

  private final ServerSocket listening = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final IntFunction<Optional<String>> answers;

  /** @param answers to each request by its number, from 1; nothing closes its connection */
  FakeServer(IntFunction<Optional<String>> answers) throws IOException {
    this.answers = answers;
    start(this::accept);
  }

  static Optional<String> response(int status, String body) {
    return Optional.of("HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /** Requests so far. */
  int asked() {
    return asked.get();
  }

  /** Connections so far. */
  int clients() {
    return clients.size();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        clients.add(client);
        client.setTcpNoDelay(true);
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket client) {
    try (client; BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !answer(client)) {
          return;
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private synchronized boolean answer(Socket client) throws IOException {
    Optional<String> answer = answers.apply(asked.incrementAndGet());
    if (answer.isPresent()) {
      client.getOutputStream().write(answer.get().getBytes(StandardCharsets.US_ASCII));
    }
    return answer.isPresent();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
