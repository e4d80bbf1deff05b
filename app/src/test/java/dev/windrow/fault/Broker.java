package dev.windrow.fault;

import dev.windrow.it.Jvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** One broker of a {@link Cluster}, in a process of its own that can be killed and started again. Confined to the test's thread. */
final class Broker {

  private static final List<String> SMALL = List.of(
      "-Xmx384m", "-XX:+UseSerialGC", "-Dlogback.configurationFile=logback-test.xml", "-DWINDROW_KAFKA_LOG_LEVEL=WARN");

  private final int id;
  private final Path dir;
  private final Proxy proxy;
  private final int clientPort;
  private Jvm process;
  private int starts;

  /** Writes the broker's properties; {@link #start} runs it. */
  Broker(int id, Path dir, int clientPort, Proxy proxy, Properties properties) throws IOException {
    this.id = id;
    this.dir = Files.createDirectories(dir);
    this.clientPort = clientPort;
    this.proxy = proxy;
    try (OutputStream out = Files.newOutputStream(dir.resolve("broker.properties"))) {
      properties.store(out, "broker " + id);
    }
  }

  int id() {
    return id;
  }

  Proxy proxy() {
    return proxy;
  }

  String address() {
    return "127.0.0.1:" + clientPort;
  }

  /** Where it keeps its topics. */
  Path logDir() {
    return dir.resolve("kafka");
  }

  boolean isUp() {
    return process != null && process.isAlive();
  }

  void start() throws IOException {
    process = Jvm.start(dir, "start-" + ++starts, SMALL, ClusterNode.class, List.of(dir.resolve("broker.properties").toString()));
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  void signal(String signal) throws IOException, InterruptedException {
    process.signal(signal);
  }

  /** Waits for the end of a process that was told to end. */
  void awaitEnd(Duration limit) throws InterruptedException {
    process.exitCode(limit);
  }

  /** What it has complained about since its last start. */
  String complaints() {
    return process == null ? "" : process.err();
  }

  void close() {
    if (process != null) {
      process.close();
    }
    proxy.close();
  }

  @Override
  public String toString() {
    return "broker " + id;
  }
}
