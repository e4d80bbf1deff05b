package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.http.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ClientTest {

  /** A machine that is busy with other things may be slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String THING = "api/v1/thing";

  @TempDir
  private Path folder;

  @Test
  void anAnswerKeepsAllDigits() throws Exception {
    try (FakeService service = FakeService.start().answering("/" + THING, "{\"n\": 0.1000000000000000055511151231257827}")) {
      assertThat(get(open(), service.address()).path("n").decimalValue()).hasToString("0.1000000000000000055511151231257827");
    }
  }

  @Test
  void aTokenIsShownOnlyToWhoAsksForOneAsWindrowDoes() throws Exception {
    Client client = client(token("secret"));
    try (FakeService service = FakeService.start().needing("secret").answering("/" + THING, "{}"); FakeService other = FakeService.start()) {
      get(client, service.address());
      get(client, service.address());
      assertThat(service.asked).containsExactly("/" + THING, "/" + THING + " Bearer secret", "/" + THING + " Bearer secret");

      client.forget(service.address());
      get(client, service.address());
      assertThat(service.asked).endsWith("/" + THING, "/" + THING + " Bearer secret");

      refused(client, other.address());
      assertThat(other.asked).containsExactly("/" + THING);
    }
  }

  @Test
  void aTokenThatIsMissingOrWrongIsSaid() throws Exception {
    try (FakeService service = FakeService.start().needing("secret")) {
      assertRefused(open(), service.address(), Refusal.Kind.TOKEN, "asks for a token");
      assertRefused(client(token("other")), service.address(), Refusal.Kind.TOKEN, "does not take the token in " + folder.resolve("token"));
      assertRefused(client(new TokenFile(folder.resolve("none"))), service.address(), Refusal.Kind.TOKEN, "asks for a token: there is no file " + folder.resolve("none"));
    }
  }

  @Test
  void whoIsNoWindrowIsToldFromOneThatCannotAnswerNow() throws Exception {
    try (FakeService service = FakeService.start()) {
      assertRefused(open(), service.address(), Refusal.Kind.STRANGER, "is no Windrow (HTTP 404, text/html)");
      service.answering("/" + THING, 200, "text/html", "<html>\u001b[2J");
      assertRefused(open(), service.address(), Refusal.Kind.STRANGER, "is no Windrow (HTTP 200, text/html)");
      service.answering("/" + THING, "{");
      assertRefused(open(), service.address(), Refusal.Kind.STRANGER, "is no Windrow, or none of this version (its answer is not what was expected)");
      service.answering("/" + THING, 503, FakeService.PROBLEM, "{\"detail\": \"the service is starting\\u001b[2J\"}");
      assertRefused(open(), service.address(), Refusal.Kind.NOT_NOW, "does not answer now: the service is starting\\u001b[2J");
    }
  }

  @Test
  void nobodyIsThere() throws Exception {
    URI free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    assertRefused(open(), free, Refusal.Kind.SILENT, "nothing listens there");
  }

  @Test
  void whoNeverAnswersIsNotWaitedForLong() throws Exception {
    Client impatient = new Client(Optional.empty(), Optional.empty(), Duration.ofMillis(200));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(impatient, URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), Refusal.Kind.NOT_NOW, "does not answer within 0.2 s");
    }
  }

  @Test
  void anAnswerWithoutEndIsNotReadToIt() throws Exception {
    try (FakeService service = FakeService.start().answering("/" + THING, '"' + "x".repeat(17 << 20) + '"')) {
      assertRefused(open(), service.address(), Refusal.Kind.STRANGER, "does not answer as expected (more than 16777216 bytes); is it https:// there?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aServerIsTrustedWhoseAuthorityIs(String algorithm) throws Exception {
    Certificates own = Certificates.make(folder, "own", algorithm);
    try (FakeService service = FakeService.encrypted(server(own), false).answering("/" + THING, "{}")) {
      assertThat(get(trusting(own), service.address()).isObject()).isTrue();
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNot() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    Certificates other = Certificates.make(folder, "other");
    try (FakeService service = FakeService.encrypted(server(own), false).answering("/" + THING, "{}")) {
      assertRefused(trusting(other), service.address(), Refusal.Kind.STRANGER, "shows a certificate that is not trusted here (PKIX");
      assertThat(service.asked).isEmpty();
    }
  }

  @Test
  void whereClientsNeedACertificateTheConfiguredOneIsShown() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    SSLContext mutual = new Trust(List.of(own.certificate()), false, Optional.of(new Trust.Own(own.certificate(), own.key()))).context();
    try (FakeService service = FakeService.encrypted(mutual, true).answering("/" + THING, "{}")) {
      assertThat(get(new Client(Optional.of(mutual), Optional.empty(), PATIENCE), service.address()).isObject()).isTrue();
      refused(trusting(own), service.address());
    }
  }

  @Test
  void whoTalksWithoutEncryptionIsSaid() throws Exception {
    Certificates own = Certificates.make(folder, "own");
    try (ServerSocket clear = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); FakeService encrypted = FakeService.encrypted(server(own), false)) {
      CompletableFuture.runAsync(() -> answerInClearText(clear));
      assertRefused(trusting(own), URI.create("https://127.0.0.1:" + clear.getLocalPort() + "/"), Refusal.Kind.STRANGER, "talks without encryption, or differently (");
      assertRefused(open(), URI.create("http://" + encrypted.address().getAuthority() + "/"), Refusal.Kind.STRANGER, "does not answer as expected (");
    }
  }

  @Test
  void filesThatAreNoPemAreSaid() throws Exception {
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
    Certificates own = Certificates.make(folder, "own");

    assertThatIllegalArgumentException().isThrownBy(() -> new Trust(List.of(nonsense), false, Optional.empty()).context())
        .withMessageStartingWith("expected certificates in the PEM file " + nonsense);
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust(List.of(own.key()), false, Optional.empty()).context())
        .withMessageStartingWith("expected certificates in the PEM file " + own.key());
    assertThatIllegalArgumentException().isThrownBy(() -> new Trust(List.of(folder.resolve("none")), false, Optional.empty()).context())
        .withMessageStartingWith("expected a readable PEM file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trust(List.of(), true, Optional.of(new Trust.Own(own.certificate(), own.certificate()))).context())
        .withMessageStartingWith("expected an EC or RSA private key (PKCS#8) in the PEM file");
  }

  /** As Windrow does when it is talked to with encryption and has none. The JDK's client sometimes asks a second time when nothing came of a connection. */
  private static void answerInClearText(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The client is gone, or the test has closed the socket.
      }
    }
  }

  private static SSLContext server(Certificates own) {
    return new Trust(List.of(), true, Optional.of(new Trust.Own(own.certificate(), own.key()))).context();
  }

  private static Client trusting(Certificates authority) {
    return new Client(Optional.of(new Trust(List.of(authority.certificate()), false, Optional.empty()).context()), Optional.empty(), PATIENCE);
  }

  private static Client open() {
    return new Client(Optional.empty(), Optional.empty(), PATIENCE);
  }

  private static Client client(TokenFile tokens) {
    return new Client(Optional.empty(), Optional.of(tokens), PATIENCE);
  }

  private TokenFile token(String token) throws IOException {
    return new TokenFile(Files.writeString(folder.resolve("token"), token));
  }

  private static JsonNode get(Client client, URI address) throws Refusal, InterruptedException {
    return client.answer(client.ask(address, THING));
  }

  private static void assertRefused(Client client, URI address, Refusal.Kind kind, String message) {
    Refusal refusal = refused(client, address);
    assertThat(refusal).hasMessageStartingWith(message);
    assertThat(refusal.kind()).isEqualTo(kind);
  }

  private static Refusal refused(Client client, URI address) {
    Refusal[] refusal = new Refusal[1];
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> get(client, address)).satisfies(thrown -> refusal[0] = thrown);
    return refusal[0];
  }
}
