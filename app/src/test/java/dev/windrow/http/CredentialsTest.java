package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.config.Http;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final String OLD = "old-token-of-more-than-32-characters";
  private static final String NEW = "new-token-of-more-than-32-characters";

  @TempDir
  private Path folder;

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Path file = write("rw-r--r--", "read " + OLD);
    assertRefused(file, "http.tokens: expected a file that others cannot read, found " + file + " readable by everyone; chmod o= " + file);
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = folder.resolve("none");
    assertRefused(file, "http.tokens: expected a readable file, found no file " + file);
  }

  @Test
  void aChangedFileIsInEffect() throws IOException {
    Path file = write("rw-------", "read " + OLD);
    Credentials credentials = Credentials.load(http(file), VERTX);
    assertThat(credentials.reload()).isFalse();
    Files.writeString(file, "read " + NEW);
    assertThat(credentials.reload()).isTrue();
    assertThat(credentials.role(NEW)).contains(Role.READ);
    assertThat(credentials.role(OLD)).isEmpty();
    assertThat(credentials.peerToken()).contains(NEW);
  }

  @Test
  void aBrokenNewFileLeavesTheOldInEffectUntilItIsMended() throws IOException {
    Path file = write("rw-------", "read " + OLD);
    Credentials credentials = Credentials.load(http(file), VERTX);
    for (String broken : new String[] {"", "read short", "nonsense"}) {
      Files.writeString(file, broken);
      assertThat(credentials.reload()).as(broken).isFalse();
      assertThat(credentials.role(OLD)).as(broken).contains(Role.READ);
    }
    Files.delete(file);
    assertThat(credentials.reload()).isFalse();
    assertThat(credentials.needTokens()).isTrue();
    assertThat(credentials.role(OLD)).contains(Role.READ);
    write("rw-------", "admin " + NEW);
    assertThat(credentials.reload()).isTrue();
    assertThat(credentials.role(NEW)).contains(Role.ADMIN);
  }

  @Test
  void withoutAFileNobodyNeedsAToken() {
    Credentials credentials = Credentials.load(TestServer.http(TestServer.LIMITS), VERTX);
    assertThat(credentials.needTokens()).isFalse();
    assertThat(credentials.peerToken()).isEmpty();
    assertThat(credentials.encryption()).isEmpty();
  }

  private Path write(String permissions, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void assertRefused(Path file, String message) {
    assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> Credentials.load(http(file), VERTX)).withMessage(message);
  }

  private static Http http(Path tokens) {
    return new Http(true, "127.0.0.1", Http.Ports.of(0), Optional.empty(), false, Optional.of(tokens), Http.Tls.NONE, List.of(), TestServer.LIMITS);
  }
}
