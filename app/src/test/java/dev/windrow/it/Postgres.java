package dev.windrow.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL on this machine, of the version that the build brings, or the one that {@code -Dpostgres.home} says. What it has committed is there after a kill. */
public final class Postgres implements AutoCloseable {

  private final Path folder;
  private PostgresServer server;

  private Postgres(Path folder, PostgresServer server) {
    this.folder = folder;
    this.server = server;
  }

  public static Postgres start() {
    try {
      return startIn(Files.createTempDirectory("windrow-postgres"));
    } catch (IOException e) {
      throw new IllegalStateException("expected to start PostgreSQL", e);
    }
  }

  /** With all it has in a folder, which goes when it is closed. */
  public static Postgres startIn(Path folder) throws IOException {
    return new Postgres(folder, PostgresServer.start(data(folder), 0));
  }

  public String url() {
    return "jdbc:postgresql://localhost:" + server.port() + "/postgres";
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  /** The rows of an answer, the values of each with a blank between. */
  public List<String> query(String query) throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : " ").append(rows.getString(i));
        }
        all.add(row.toString());
      }
      return all;
    }
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
    server.close();
    server = PostgresServer.start(data(folder), server.port());
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
    String pid = Files.readAllLines(data(folder).resolve("postmaster.pid")).get(0).strip();
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

  private static Path data(Path folder) {
    return folder.resolve("data");
  }
}
