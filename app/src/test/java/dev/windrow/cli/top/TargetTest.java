package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.config.ConfigLoader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

  private static final Target.Given NOTHING = given("");

  @Test
  void eachPortOfTheRangeIsTriedInOrderForTheConfiguredApplication() throws Exception {
    Target target = target(NOTHING, "http.port=8080..8082", "application-id=orders");

    assertThat(addresses(target)).containsExactly("http://127.0.0.1:8080/", "http://127.0.0.1:8081/", "http://127.0.0.1:8082/");
    assertThat(target.applicationId()).hasValue("orders");
    assertThat(target.tls()).isEmpty();
    assertThat(target.tokens()).isEmpty();
  }

  @Test
  void aRangeWithoutMeasureIsNotTriedToItsEnd() throws Exception {
    assertThat(addresses(target(NOTHING, "http.port=1024..65535"))).hasSize(64).endsWith("http://127.0.0.1:1087/");
  }

  @Test
  void whatIsAdvertisedIsTriedFirst() throws Exception {
    assertThat(addresses(target(NOTHING, "http.port=8080", "http.advertised=windrow-1:9090"))).containsExactly("http://windrow-1:9090/", "http://127.0.0.1:8080/");
    assertThat(addresses(target(NOTHING, "http.port=8080", "http.advertised=127.0.0.1:8080"))).containsExactly("http://127.0.0.1:8080/");
    assertThat(addresses(target(NOTHING, "http.port=0", "http.advertised=windrow-1:9090"))).containsExactly("http://windrow-1:9090/");
  }

  @Test
  void whatListensEverywhereIsReachedHere() throws Exception {
    assertThat(addresses(target(NOTHING, "http.port=8080", "http.host=0.0.0.0", "http.open=true"))).containsExactly("http://127.0.0.1:8080/");
    assertThat(addresses(target(NOTHING, "http.port=8080", "http.host=::", "http.open=true"))).containsExactly("http://[::1]:8080/");
    assertThat(addresses(target(NOTHING, "http.port=8080", "http.host=::1"))).containsExactly("http://[::1]:8080/");
  }

  @Test
  void anAddressThatIsGivenIsTheOnlyOneAndItsApplicationIsWhateverItIs() throws Exception {
    Target target = target(given("https://windrow.example.org/behind/a/proxy"));

    assertThat(addresses(target)).containsExactly("https://windrow.example.org/behind/a/proxy/");
    assertThat(target.applicationId()).isEmpty();
    assertThat(target.tls()).isPresent();
  }

  @Test
  void aTokenFileThatIsGivenCountsMoreThanTheConfiguredOne() throws Exception {
    Target configured = target(NOTHING, "http.tokens=theirs");
    Target given = target(new Target.Given(Optional.empty(), Optional.of(Path.of("mine")), Optional.empty()), "http.tokens=theirs");

    assertThat(configured.tokens().orElseThrow().file().getFileName()).hasToString("theirs");
    assertThat(given.tokens().orElseThrow().file()).hasToString("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "127.0.0.1:8080", "ftp://127.0.0.1:8080", "http://", "http://a b", "http://me:secret@127.0.0.1", "http://127.0.0.1/?x=1", "http:/x"})
  void whatIsNoAddressIsRefused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> target(given(url)))
        .withMessage("--url: expected an address such as http://127.0.0.1:8080, found '" + url + "'");
  }

  @Test
  void whatListensNowhereThatCanBeKnownNeedsAnAddress() {
    assertThatIllegalArgumentException().isThrownBy(() -> target(NOTHING, "http.port=0")).withMessageStartingWith("http.port is 0, any free one: say with --url");
    assertThatIllegalArgumentException().isThrownBy(() -> target(NOTHING, "http.enabled=false")).withMessageStartingWith("http.enabled is false");
  }

  private static Target.Given given(String url) {
    return new Target.Given(Optional.of(url).filter(text -> !text.isEmpty()), Optional.empty(), Optional.empty());
  }

  private static List<String> addresses(Target target) {
    return target.addresses().stream().map(URI::toString).toList();
  }

  private static Target target(Target.Given given, String... sets) throws Exception {
    return Target.of(ConfigLoader.load(Optional.empty(), Map.of("HOME", "home"), List.of(sets)), given);
  }
}
