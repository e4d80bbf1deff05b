package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryMixTest {

  private static final String WINDOWS = "/api/v1/aggregations/by-type/windows";

  private final QueryMix mix = new QueryMix("by-type", 4, "group.type=login");

  @Test
  void everyTenQueriesAreTheSame() {
    List<String> ten = targets();

    assertThat(ten).containsOnly(WINDOWS + "/latest", WINDOWS + "?limit=20&group.type=login", WINDOWS + "?limit=20", "/api/v1/aggregations", "/api/v1/status");
    assertThat(ten).filteredOn(target -> target.endsWith("/latest")).hasSize(4);
    assertThat(targets()).isEqualTo(ten);
  }

  @Test
  void secondPageIsAskedForOnceWhereTheFirstEnded() {
    Query first = Stream.generate(mix::next).filter(query -> query.target().endsWith("?limit=20")).findFirst().orElseThrow();
    mix.answered(first, new Answer(20, true, Optional.of("a+b/1")));

    assertThat(targets()).filteredOn(target -> target.contains("cursor")).containsExactly(WINDOWS + "?limit=20&cursor=a%2Bb%2F1");
    assertThat(targets()).noneMatch(target -> target.contains("cursor"));
  }

  private List<String> targets() {
    return Stream.generate(mix::next).limit(10).map(Query::target).toList();
  }
}
