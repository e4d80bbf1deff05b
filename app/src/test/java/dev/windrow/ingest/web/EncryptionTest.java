package dev.windrow.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.http.Certificates;
import dev.windrow.ops.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The address that was checked is connected to, and none the less it is the name that is asked for and that the certificate has to be for. */
@Timeout(120)
class EncryptionTest {

  private static final String HOST = "site.invalid";

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> askedFor = new CopyOnWriteArrayList<>();
  private Certificates certificates;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    certificates = Certificates.forHost(folder, HOST);
    HttpServerOptions options = new HttpServerOptions().setSsl(true).setSni(true)
        .setKeyCertOptions(new PemKeyCertOptions().addCertPath(certificates.certificate().toString()).addKeyPath(certificates.key().toString()));
    server = vertx.createHttpServer(options).requestHandler(request -> {
      askedFor.add(request.connection().indicatedServerName() + " " + request.authority().host());
      request.response().end("[]");
    }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void theNameIsAskedForAndTheCertificateHasToBeForIt() throws Exception {
    ClientSSLOptions trusting = new ClientSSLOptions().setTrustOptions(new PemTrustOptions().addCertPath(certificates.certificate().toString()));
    try (TestWeb web = web(trusting)) {
      assertThat(web.caller(TestWeb.REQUESTS).get(Ask.of(url(HOST))).status()).isEqualTo(200);
      assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(url("other.invalid")))).isInstanceOf(WebException.class).hasMessageContaining("no answer");
    }
    assertThat(askedFor).containsExactly(HOST + " " + HOST);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTaken() throws Exception {
    try (TestWeb web = web(new ClientSSLOptions())) {
      assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(url(HOST)))).isInstanceOf(WebException.class).hasMessageContaining("no answer");
    }
    assertThat(askedFor).isEmpty();
  }

  private URI url(String host) {
    return URI.create("https://" + host + ":" + server.actualPort() + "/events");
  }

  private static TestWeb web(ClientSSLOptions trust) {
    return new TestWeb(100, TestWeb.NEVER_OPEN, host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, trust, Meters.NONE);
  }
}
