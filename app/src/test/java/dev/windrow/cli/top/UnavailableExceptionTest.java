package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnavailableExceptionTest {

  @Test
  void addressesThatSayTheSameAreNamedTogether() {
    Map<URI, Refusal> refusals = new LinkedHashMap<>();
    refusals.put(URI.create("http://127.0.0.1:8080/"), new Refusal(Refusal.Kind.STRANGER, "is application payments"));
    for (int port = 8081; port <= 8090; port++) {
      refusals.put(URI.create("http://127.0.0.1:" + port + "/"), new Refusal(Refusal.Kind.SILENT, "nothing listens there"));
    }

    UnavailableException gone = new UnavailableException(Optional.of("orders"), refusals);

    assertThat(gone.getMessage().lines()).containsExactly(
        "no instance of application orders answers:",
        "  http://127.0.0.1:8080: is application payments",
        "  http://127.0.0.1:8081 to http://127.0.0.1:8090: nothing listens there",
        "Start one with 'windrow run', or say where it is with --url http://HOST:PORT.");
    assertThat(gone.reason()).isEqualTo("http://127.0.0.1:8080: is application payments; tried 10 more");
  }

  @Test
  void whoNeedsATokenIsToldWhereToGiveIt() {
    UnavailableException gone = new UnavailableException(Optional.empty(),
        Map.of(URI.create("https://windrow:8080/"), new Refusal(Refusal.Kind.TOKEN, "asks for a token")));

    assertThat(gone.getMessage().lines()).containsExactly(
        "no instance answers:", "  https://windrow:8080: asks for a token", "Give a token of the service with --token-file FILE.");
    assertThat(gone.isForToken()).isTrue();
  }
}
