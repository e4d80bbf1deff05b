package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract.Pages;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "http://h/a | http://h/a?limit=50&page=7", "http://h | http://h?limit=50&page=7", "http://h/a?x=1&y= | http://h/a?x=1&y=&limit=50&page=7",
      "http://h/a?page=1&limit=9&x=%26 | http://h/a?x=%26&limit=50&page=7", "http://h/a?pages=1 | http://h/a?pages=1&limit=50&page=7"})
  void parametersAreAddedOrReplaced(String url, String expected) {
    assertThat(new PageUrls(URI.create(url), pages(50)).of("7")).isEqualTo(URI.create(expected));
  }

  @Test
  void aCursorIsEncodedAndAFirstPageHasNone() {
    assertThat(new PageUrls(URI.create("http://h/a"), pages(0)).of("a b&c=d/é+")).isEqualTo(URI.create("http://h/a?page=a%20b%26c%3Dd%2F%C3%A9%2B"));
    assertThat(new PageUrls(URI.create("http://h/a"), pages(0)).first()).isEqualTo(URI.create("http://h/a"));
    assertThat(new PageUrls(URI.create("http://h/a"), pages(5)).first()).isEqualTo(URI.create("http://h/a?limit=5"));
  }

  @Test
  void addressesThatDifferInSecretsOnlyAreDifferentParts() {
    List<Part> parts = Part.of(List.of(URI.create("http://h/a?token=1"), URI.create("http://h/a?token=2"), URI.create("http://h/b?token=1"), URI.create("http://h/b?token=1")));

    assertThat(parts).extracting(Part::name).hasSize(3).doesNotHaveDuplicates().allMatch(name -> name.contains("?token=***"));
    assertThat(parts.get(2).name()).isEqualTo("http://h/b?token=***");
  }

  private static Pages pages(int size) {
    return new Pages(By.PAGE, "page", 1, size, "limit", JsonPointer.compile("/next"), 100);
  }
}
