package dev.windrow.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that is installed on this machine, as a server of the tests' own. */
final class InstalledPostgres implements PostgresServer {

  /** A server refuses to run as root; in a namespace where nobody is root it does not notice. */
  private static final List<String> AS_NOBODY = System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();

  private final Path programs;
  private final Path data;
  private final int port;
  private final Process process;

  private InstalledPostgres(Path programs, Path data, int port, Process process) {
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** @param home the folder with its programs, or the one that has them in {@code bin} */
  static InstalledPostgres start(Path home, Path data, int port) throws IOException {
    Path programs = Files.isDirectory(home.resolve("bin")) ? home.resolve("bin") : home;
    if (!Files.isExecutable(programs.resolve("postgres"))) {
      throw new IOException("expected postgres.home to be a folder with PostgreSQL's programs, found no postgres in " + programs);
    }
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      run(programs.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale");
    }
    int taken = port == 0 ? freePort() : port;
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(taken), "-c", "unix_socket_directories="));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    InstalledPostgres server = new InstalledPostgres(programs, data, taken, process);
    await("PostgreSQL answers or ends").atMost(START).until(() -> !process.isAlive() || server.answers());
    if (!process.isAlive()) {
      throw new IOException("expected PostgreSQL to run, it ended with exit code " + process.exitValue());
    }
    return server;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        run(programs.resolve("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-t", "30");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres")) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static void run(String... words) throws IOException {
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
