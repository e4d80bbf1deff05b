package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Http;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, asked as one instance asks another. */
class EncryptionTest {

  private static final Vertx VERTX = Vertx.vertx();

  @TempDir
  private Path folder;

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void answersAreEncrypted(String algorithm) throws Exception {
    Certificates own = Certificates.make(folder, "server", algorithm);
    Http http = http(own, Optional.empty(), Optional.of(own.certificate()));
    try (TestServer server = TestServer.running(http)) {
      awaitAnswer(server, http);
      assertThat(server.server().url()).startsWith("https://127.0.0.1:");
      assertThat(server.get("/")).as("in clear text").doesNotContain("200");
    }
  }

  @Test
  void whoIsSignedByAnotherIsNotTrusted() throws Exception {
    Certificates own = Certificates.make(folder, "server");
    Certificates other = Certificates.make(folder, "other");
    try (TestServer server = TestServer.running(http(own, Optional.empty(), Optional.empty()))) {
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(server, http(other, Optional.empty(), Optional.of(other.certificate()))));
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(server, http(own, Optional.empty(), Optional.empty())));
    }
  }

  @Test
  void whereClientsNeedCertificatesInstancesShowTheirOwn() throws Exception {
    Certificates own = Certificates.make(folder, "server");
    Certificates other = Certificates.make(folder, "other");
    Http http = http(own, Optional.of(own.certificate()), Optional.of(own.certificate()));
    try (TestServer server = TestServer.running(http)) {
      awaitAnswer(server, http);
      assertThatExceptionOfType(ExecutionException.class).as("without one").isThrownBy(() -> get(server, http(own, Optional.empty(), Optional.of(own.certificate()))));
      assertThatExceptionOfType(ExecutionException.class).as("with a stranger's")
          .isThrownBy(() -> get(server, http(other, Optional.of(own.certificate()), Optional.of(own.certificate()))));
    }
  }

  @Test
  void aNewCertificateIsTakenWithoutARestartWhenItsKeyIsThere() throws Exception {
    Certificates own = Certificates.make(folder, "server");
    Certificates next = Certificates.make(folder, "next");
    try (TestServer server = TestServer.running(http(own, Optional.empty(), Optional.empty()))) {
      Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
      assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> Credentials.load(http(own, Optional.empty(), Optional.empty()), VERTX))
          .withMessage("http.tls.key: expected the private key of http.tls.certificate, found another one");
      Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
      awaitAnswer(server, http(next, Optional.empty(), Optional.of(next.certificate())));
    }
  }

  @Test
  void whatIsNoPemIsRefused() throws Exception {
    Certificates own = Certificates.make(folder, "server");
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "-----BEGIN CERTIFICATE-----\nx\n");
    assertRefused(new Certificates(nonsense, own.key()), Optional.empty(), "http.tls: expected an RSA or EC certificate and its private key in PEM files");
    assertRefused(new Certificates(own.certificate(), nonsense), Optional.empty(), "http.tls: expected an RSA or EC certificate and its private key in PEM files");
    assertRefused(own, Optional.of(nonsense), "http.tls.client-authorities: expected certificates in a PEM file");
  }

  private static void assertRefused(Certificates own, Optional<Path> clientAuthorities, String message) {
    assertThatExceptionOfType(CredentialsException.class)
        .isThrownBy(() -> Credentials.load(http(own, clientAuthorities, Optional.empty()), VERTX)).withMessageStartingWith(message);
  }

  /** A machine that is busy with other things may be too late for a handshake. */
  private static void awaitAnswer(TestServer server, Http asking) {
    await("an answer").atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> get(server, asking) == 200);
  }

  /** The status that an instance with this configuration gets. */
  private static int get(TestServer server, Http asking) throws Exception {
    HttpClient client = VERTX.createHttpClient(new HttpClientConfig().setSsl(true), Credentials.load(asking, VERTX).peerEncryption().orElseThrow());
    try {
      return client.request(HttpMethod.GET, server.port(), "127.0.0.1", "/peer/v1/status").compose(request -> request.send())
          .map(HttpClientResponse::statusCode).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } finally {
      client.close();
    }
  }

  private static Http http(Certificates own, Optional<Path> clientAuthorities, Optional<Path> authorities) {
    Http.Tls tls = new Http.Tls(Optional.of(own.certificate()), Optional.of(own.key()), clientAuthorities, authorities);
    return new Http(true, "127.0.0.1", Http.Ports.of(0), Optional.empty(), false, Optional.empty(), tls, List.of(), TestServer.LIMITS);
  }
}
