package dev.windrow.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL on this machine, of the version that the build brings. What it has committed is there after a kill. */
public final class Postgres implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private EmbeddedPostgres server;

  private Postgres(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  public static Postgres start() {
    try {
      Path folder = Files.createTempDirectory("windrow-postgres");
      return new Postgres(folder, start(folder, 0));
    } catch (IOException e) {
      throw new IllegalStateException("expected to start PostgreSQL", e);
    }
  }

  public String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The sink of this name in a schema of its own, which is made. */
  public Settings sink(Settings settings, String schema) throws SQLException {
    execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    return settings.with("sinks[0].name", "warehouse")
        .with("sinks[0].postgresql.url", url())
        .with("sinks[0].postgresql.user", "postgres")
        .with("sinks[0].postgresql.password", "postgres")
        .with("sinks[0].batch.every", "100ms")
        .with("sinks[0].schema", schema);
  }

  /** kill -9 of the server; those that work for it see it. */
  public void kill() throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  /** It keeps its connections and answers nothing until {@link #resume}. */
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** On the same folder and port, after a kill. */
  public void restart() throws IOException {
    int port = server.getPort();
    server.close();
    server = start(folder, port);
  }

  @Override
  public void close() {
    try {
      server.close();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("expected to stop PostgreSQL", e);
    }
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** To the server and all that it has started. */
  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    ProcessHandle postmaster = postmaster();
    command.add(Long.toString(postmaster.pid()));
    postmaster.descendants().map(process -> Long.toString(process.pid())).forEach(command::add);
    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static EmbeddedPostgres start(Path folder, int port) throws IOException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "localhost")
        .setServerConfig("max_connections", "60")
        .setServerConfig("shared_buffers", "32MB")
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .setPGStartupWait(START);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}
