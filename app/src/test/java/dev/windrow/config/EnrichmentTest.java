package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentTest {

  private static final String SOURCE = "sources: [{files: {paths: [a]}, enrich: %s}]";

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
      {url: 'http://a/{b}', fields: {c.d: /x, c: /y}}   | sources[0].enrich.fields: expected fields of which none is within another one, found 'c.d'; it is within c
      {url: 'http://a/{b}'}                             | sources[0].enrich.fields: expected at least one, as in country: /address/country, found none
      {url: 'http://a/b', fields: {c: /x}}              | sources[0].enrich.url: expected an address with fields in braces, as in https://users.example.com/users/{user_id}, found 'http://a/b'
      {url: 'http://{b}/c', fields: {c: /x}}            | sources[0].enrich.url: expected an address with fields in braces, as in https://users.example.com/users/{user_id}, found 'http://{b}/c'
      {url: 'http://a/{b..c}', fields: {c: /x}}         | sources[0].enrich.url: expected a field name or a dotted path like user.id, found 'http://a/{b..c}'
      """)
  void aMistakeIsNamed(String enrich, String problem) {
    assertThat(Loading.problems(SOURCE.formatted(enrich))).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
      {c.d: /x, c.e: /y}
      {c: /x, cd: /y, d.c: /z}
      """)
  void fieldsThatAreApartAreTaken(String fields) throws ConfigException {
    assertThat(Loading.load(SOURCE.formatted("{url: 'http://a/{b}', fields: " + fields + "}")).ingest().sources().get(0).enrich()).isPresent();
  }
}
