package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import dev.windrow.window.Tumbling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationTest {

  private static final Aggregation BY_TYPE = aggregation("by-type", "a b", 5, 2, "out", "n=count()", "s=sum(v)");

  @Test
  void theIdIsStable() {
    assertThat(BY_TYPE.id()).isEqualTo("by-type-ae3a362f");
    assertThat(Config.defaults().aggregations().get(0).id()).isEqualTo("by-event-type-fc5bc015");
  }

  @Test
  void theIdChangesWithEachPartOfTheDefinition() {
    assertThat(Stream.of(
        BY_TYPE,
        aggregation("by-kind", "a b", 5, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "a", 5, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "b a", 5, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "a.b", 5, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "", 5, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "a b", 6, 2, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "a b", 5, 3, "out", "n=count()", "s=sum(v)"),
        aggregation("by-type", "a b", 5, 2, "out", "n=count()"),
        aggregation("by-type", "a b", 5, 2, "out", "s=sum(v)", "n=count()"),
        aggregation("by-type", "a b", 5, 2, "out", "m=count()", "s=sum(v)"),
        aggregation("by-type", "a b", 5, 2, "out", "n=count()", "s=max(v)"),
        aggregation("by-type", "a b", 5, 2, "out", "n=count()", "s=sum(w)")).map(Aggregation::id)).doesNotHaveDuplicates();
  }

  @Test
  void theIdDoesNotChangeWithTheOutput() {
    assertThat(aggregation("by-type", "a b", 5, 2, "elsewhere", "n=count()", "s=sum(v)").id()).isEqualTo(BY_TYPE.id());
  }

  @Test
  void theNameComesFromTheGroupByWhenThereIsNone() throws ConfigException {
    assertThat(Loading.load("aggregations: [{group-by: [user.id, Größe, event_type]}, {group-by: []}]").aggregations())
        .extracting(Aggregation::name).containsExactly("by-user-id-Gr-e-event-type", "all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregation", "window_start", "window_end", "status", "revision"})
  void noFieldIsCalledLikeOneThatEveryResultHas(String name) {
    assertRefused("'" + name + "'", () -> aggregation("x", name, 5, 2, "out", "n=count()"));
    assertRefused("'" + name + "'", () -> aggregation("x", "a", 5, 2, "out", name + "=count()"));
  }

  @Test
  void whatIsNoAggregationCanNotBeOne() {
    assertRefused("'x y'", () -> aggregation("x y", "a", 5, 2, "out", "n=count()"));
    assertRefused("x.group-by", () -> aggregation("x", "a a", 5, 2, "out", "n=count()"));
    assertRefused("at least one measure", () -> aggregation("x", "a", 5, 2, "out"));
    assertRefused("x.measures.n", () -> aggregation("x", "a", 5, 2, "out", "n=count()", "n=sum(v)"));
    assertRefused("topic", () -> aggregation("x", "a", 5, 2, "", "n=count()"));
  }

  private static void assertRefused(String reason, Runnable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(reason);
  }

  private static Aggregation aggregation(String name, String groupBy, long sizeMs, long graceMs, String output, String... measures) {
    return new Aggregation(
        name,
        Stream.of(groupBy.split(" ")).filter(field -> !field.isEmpty()).map(FieldPath::parse).toList(),
        new Tumbling(sizeMs, graceMs),
        Stream.of(measures).map(measure -> measure.split("=")).map(parts -> Measure.parse(parts[0], parts[1])).toList(),
        output);
  }
}
