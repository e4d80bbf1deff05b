package dev.windrow.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "https://api.example.com/events?page=3 | https://api.example.com/events?page=3",
      "https://joe:pw@API.example.com:443/a | https://api.example.com/a",
      "http://h:8080/a?api_key=abc&page=2&access_token=x | http://h:8080/a?api_key=***&page=2&access_token=***",
      "http://h/a?X-Amz-Signature=abc | http://h/a?X-Amz-Signature=***",
      "http://h/a?q=1#token=5 | http://h/a?q=1"})
  void whatIsShownOfAnAddressHasNoSecrets(String url, String shown) {
    assertThat(ShownUrl.of(URI.create(url))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/b | http://h/b", "c | http://h/a/c", "?x=2 | http://h/a/b?x=2", "//other/z | http://other/z", "https://o/p?q | https://o/p?q", "'' | http://h/a/b?x=1",
      "#top | http://h/a/b?x=1", "../c#f | http://h/c"})
  void referencesAreResolvedAsBrowsersDo(String reference, String resolved) throws Exception {
    assertThat(UrlReference.resolve(URI.create("http://h/a/b?x=1"), reference)).isEqualTo(URI.create(resolved));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "https://h/a | http://h/b | from https to http", "http://h/a | ftp://h/b | no plain address", "http://h/a | http://u:p@h/b | no plain address",
      "http://h/a | 'http://h/ b' | no address", "http://h/a | file:///etc/passwd | no plain address", "http://h/a | javascript:alert(1) | no plain address"})
  void redirectsThatLeadAstrayAreNotFollowed(String from, String location, String reason) {
    assertThatThrownBy(() -> new Redirects(5).next(redirect(from, location), 0)).isInstanceOf(WebException.class).hasMessageContaining(reason);
  }

  @Test
  void redirectsAreFollowedAsOftenAsIsAllowed() throws Exception {
    assertThat(new Redirects(2).next(redirect("http://h/a", "/b"), 1)).isEqualTo(URI.create("http://h/b"));
    assertThatThrownBy(() -> new Redirects(2).next(redirect("http://h/a", "/b"), 2)).hasMessageContaining("more often than redirects: 2 allows");
    assertThatThrownBy(() -> new Redirects(2).next(new Answer(URI.create("http://h/a"), 302, Map.of(), new byte[0]), 0)).hasMessageContaining("without Location");
  }

  private static Answer redirect(String from, String location) {
    return new Answer(URI.create(from), 302, Map.of("location", List.of(location)), new byte[0]);
  }
}
