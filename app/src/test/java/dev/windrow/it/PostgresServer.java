package dev.windrow.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A server that was started on a folder: the one that the build brings, or with {@code -Dpostgres.home} one that is installed. */
interface PostgresServer {

  Duration START = Duration.ofSeconds(60);

  Map<String, String> SETTINGS = Map.of(
      "synchronous_commit", "on",
      "listen_addresses", "localhost",
      "max_connections", "60",
      "shared_buffers", "32MB");

  int port();

  /** Also after a kill. What it has committed stays in its folder. */
  void close() throws IOException;

  /**
   * @param data where it keeps what it has; made when it is not there
   * @param port 0 for any free one
   */
  static PostgresServer start(Path data, int port) throws IOException {
    String home = System.getProperty("postgres.home", "");
    return home.isEmpty() ? Embedded.start(data, port) : InstalledPostgres.start(Path.of(home), data, port);
  }

  /** The build's own. */
  record Embedded(EmbeddedPostgres server) implements PostgresServer {

    static Embedded start(Path data, int port) throws IOException {
      EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
          .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
          .setPGStartupWait(START);
      SETTINGS.forEach(builder::setServerConfig);
      return new Embedded((port == 0 ? builder : builder.setPort(port)).start());
    }

    @Override
    public int port() {
      return server.getPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
