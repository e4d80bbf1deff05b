package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkHeaderTest {

  @ParameterizedTest
  @CsvSource(delimiter = '~', value = {
      "<https://h/a?page=2>; rel=\"next\" ~ https://h/a?page=2",
      "<https://h/a?page=1>; rel=\"prev\", <https://h/a?page=3>; rel=\"next\" ~ https://h/a?page=3",
      "</a?x=1,2>; rel=next ~ /a?x=1,2",
      "<b>;rel=\"last next\";title=\"to the end\" ~ b",
      "<b> ; title=\"a, b; rel=\\\"next\\\"\" ; rel=prev, <c> ; REL=Next ~ c",
      "<b>; rel=prev; rel=next ~ ''",
      "<b>; rel=\"nextish\" ~ ''",
      "<b> ~ ''",
      "b; rel=next ~ ''",
      "'' ~ ''"})
  void theNextPageIsTheLinkWhoseRelationIsNext(String header, String next) {
    assertThat(LinkHeader.next(List.of(header))).isEqualTo(Optional.of(next).filter(text -> !text.isEmpty()));
  }

  @Test
  void itMayComeInAnyOfSeveralHeaders() {
    assertThat(LinkHeader.next(List.of("<a>; rel=last", "<b>; rel=next"))).contains("b");
    assertThat(LinkHeader.next(List.of())).isEmpty();
  }
}
