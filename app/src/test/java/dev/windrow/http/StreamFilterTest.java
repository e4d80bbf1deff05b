package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.query.Definition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamFilterTest {

  private static final Definition DEFINITION =
      new Definition("by-type", List.of("type", "n"), List.of(), new Definition.Windows("tumbling", 5_000, 0), "results", 0);

  @Test
  void otherAggregationOfTheSameTopicIsLeftOut() {
    assertThat(filter(Map.of()).test(row("by-type", "\"a\"", "1"))).isTrue();
    assertThat(filter(Map.of()).test(row("by-type-2", "\"a\"", "1"))).isFalse();
  }

  @Test
  void groupsAreComparedAsInQueries() {
    assertThat(filter(Map.of("type", "a")).test(row("by-type", "\"a\"", "1"))).isTrue();
    assertThat(filter(Map.of("type", "a")).test(row("by-type", "\"b\"", "1"))).isFalse();
    assertThat(filter(Map.of("n", "1e0")).test(row("by-type", "\"a\"", "1"))).isTrue();
    assertThat(filter(Map.of("n", "null")).test(row("by-type", "\"a\"", "null"))).isTrue();
    assertThat(filter(Map.of("type", "a", "n", "2")).test(row("by-type", "\"a\"", "1"))).isFalse();
  }

  @Test
  void whatIsNoResultIsLeftOut() {
    assertThat(filter(Map.of()).test("hello")).isFalse();
    assertThat(filter(Map.of("type", "a")).test("{\"aggregation\":\"by-type\",\"window_start\"")).isFalse();
    assertThat(filter(Map.of("type", "a")).test("{\"aggregation\":\"by-type\",\"window_start\":1}")).isFalse();
  }

  private static StreamFilter filter(Map<String, String> group) {
    return new StreamFilter(DEFINITION, group);
  }

  private static String row(String aggregation, String type, String n) {
    return "{\"aggregation\":\"" + aggregation + "\",\"window_start\":\"s\",\"window_end\":\"e\",\"type\":" + type + ",\"n\":" + n + ",\"status\":\"final\"}";
  }
}
