package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class InstancesTest {

  private FakeService stranger;
  private FakeService other;
  private FakeService first;
  private FakeService second;

  @BeforeEach
  void start() throws Exception {
    stranger = FakeService.start();
    other = FakeService.windrow().answering("/api/v1/status", Answers.STATUS.replace("\"orders\"", "\"payments\""));
    first = FakeService.windrow();
    second = FakeService.windrow();
  }

  @AfterEach
  void stop() {
    Stream.of(stranger, other, first, second).forEach(FakeService::close);
  }

  @Test
  void theFirstOfTheConfiguredApplicationWins() throws Exception {
    Instances instances = instances(List.of(nobody(), stranger.address(), other.address(), first.address(), second.address()));

    Snapshot snapshot = instances.read();

    assertThat(snapshot).isEqualTo(new Snapshot(first.address(), Answers.status(), List.of(Answers.windows())));
    assertThat(second.asked).isEmpty();
  }

  @Test
  void itIsAskedUntilItIsGoneAndThenAnotherOneIs() throws Exception {
    Instances instances = instances(List.of(stranger.address(), first.address(), second.address()));
    instances.read();
    instances.read();
    assertThat(stranger.asked).as("asked only while looking").hasSize(1);

    first.close();

    assertThat(instances.read().address()).isEqualTo(second.address());
    second.close();
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances::read);
  }

  @Test
  void itIsFoundAgainWhereItWas() throws Exception {
    Instances instances = instances(List.of(first.address()));
    instances.read();
    first.answering("/api/v1/status", 503, FakeService.PROBLEM, "{\"detail\": \"the service is starting or stopping\"}");
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances::read).satisfies(gone -> {
      assertThat(gone.isForNow()).isTrue();
      assertThat(gone.reason()).endsWith(": does not answer now: the service is starting or stopping");
    });

    first.answering("/api/v1/status", Answers.STATUS);

    assertThat(instances.read().address()).isEqualTo(first.address());
  }

  @Test
  void whoComesBackHasToAskForTheTokenAgain(@TempDir Path folder) throws Exception {
    TokenFile token = new TokenFile(Files.writeString(folder.resolve("token"), "secret"));
    Target target = new Target(List.of(first.needing("secret").address()), Optional.of("orders"), Optional.empty(), Optional.of(token));
    Instances instances = new Instances(new Client(Optional.empty(), Optional.of(token), Duration.ofSeconds(30)), target, List.of());
    instances.read();
    instances.read();
    assertThat(first.asked.stream().filter(request -> !request.endsWith(" Bearer secret"))).as("asked for it once").hasSize(1);
    first.answering("/api/v1/status", 503, FakeService.PROBLEM, "{}");
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances::read);
    first.asked.clear();

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances::read);

    assertThat(first.asked).containsExactly("/api/v1/status", "/api/v1/status Bearer secret");
  }

  @Test
  void whenNobodyIsRightItSaysWhatEachOneIs() {
    Instances instances = instances(List.of(stranger.address(), other.address()));

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances::read).satisfies(gone -> {
      assertThat(gone.getMessage().lines()).containsExactly(
          "no instance of application orders answers:",
          "  http://" + stranger.address().getAuthority() + ": is no Windrow (HTTP 404, text/html)",
          "  http://" + other.address().getAuthority() + ": is application payments",
          "Start one with 'windrow run', or say where it is with --url http://HOST:PORT.");
      assertThat(gone.isForNow()).isFalse();
      assertThat(gone.isForToken()).isFalse();
    });
  }

  @Test
  void anyApplicationIsRightWhereTheAddressWasGiven() throws Exception {
    Target target = new Target(List.of(other.address()), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(new Instances(client(), target, List.of()).read().status().applicationId()).isEqualTo("payments");
  }

  @Test
  void somethingThatOnlyLooksLikeAnAnswerIsNone() throws Exception {
    stranger.answering("/api/v1/status", "{\"status\": \"up\"}");

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(instances(List.of(stranger.address()))::read).withMessageContaining("is no Windrow");
  }

  @Test
  void anAggregationThatIsNotThereIsSaid() {
    Target target = new Target(List.of(first.address()), Optional.of("orders"), Optional.empty(), Optional.empty());

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(new Instances(client(), target, List.of("by-town"))::read)
        .withMessageContaining("does not have all of the aggregations [by-town], only [by-country]");
  }

  @Test
  void windowsThatDoNotComeAreShownAsTheyWereAndTheRestAsItIs() throws Exception {
    Instances instances = instances(List.of(first.address()));
    instances.read();
    first.answering("/api/v1/aggregations/by-country/windows?limit=200&status=open", 503, FakeService.PROBLEM, "{\"detail\": \"busy\"}");

    Snapshot snapshot = instances.read();

    assertThat(snapshot.status()).isEqualTo(Answers.status());
    assertThat(snapshot.windows()).containsExactly(Answers.windows().with("not up to date: it does not answer now: busy"));
  }

  @Test
  void anIncompleteAnswerSaysSo() throws Exception {
    first.answering("/api/v1/aggregations/by-country/windows?limit=200&status=open", Answers.OPEN.replace("\"complete\": true", "\"complete\": false"));

    assertThat(instances(List.of(first.address())).read().windows()).containsExactly(Answers.windows().with("incomplete"));
  }

  @Test
  void theLastWindowOfAFullPageIsLeftOutUnlessItIsTheOnlyOne() throws Exception {
    String closed = "/api/v1/aggregations/by-country/windows?limit=200&status=final,revised";
    first.answering(closed, page(150, 50));
    WindowReport several = instances(List.of(first.address())).read().windows().get(0);
    first.answering(closed, page(200, 0));
    WindowReport one = instances(List.of(first.address())).read().windows().get(0);

    assertThat(several.rows()).hasSize(1 + 150);
    assertThat(several.cut()).isFalse();
    assertThat(one.rows()).hasSize(1 + 200);
    assertThat(one.cut()).isTrue();
  }

  private static String page(int ofLater, int ofEarlier) {
    String row = "{\"window_start\": \"2026-11-20T10:15:%sZ\", \"window_end\": \"2026-11-20T10:15:40Z\", \"status\": \"final\", \"orders\": 1}";
    return "{\"windows\": [" + String.join(",", Stream.concat(
        Stream.generate(() -> row.formatted("35")).limit(ofLater), Stream.generate(() -> row.formatted("30")).limit(ofEarlier)).toList()) + "]}";
  }

  private static Instances instances(List<URI> addresses) {
    return new Instances(client(), new Target(addresses, Optional.of("orders"), Optional.empty(), Optional.empty()), List.of());
  }

  private static Client client() {
    return new Client(Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
  }

  private static URI nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }
}
