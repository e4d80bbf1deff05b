package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import dev.windrow.it.Settings;
import dev.windrow.topology.MergeStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An instance is killed with partials of the old configuration left between the stages, and started again with another one: it goes on with
 * what the new one has in common with the old and starts the rest afresh, or refuses and says what to do. Never a mix.
 */
@Tag("faults")
@Timeout(300)
final class ConfigurationChangeIT {

  private static final Duration END = Duration.ofSeconds(90);
  private static final String NAME = "by-event-type";

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  static Stream<Arguments> changesThatKeepTheResults() {
    return Stream.of(
        change("another merge-partition count", "state.merge-partitions=2"),
        change("idle-after and retain", "input.idle-after=3s", "state.retain=1m"),
        change("three stream threads", "kafka.num.stream.threads=3"),
        change("store rocksdb", "state.store=rocksdb"),
        change("at least once", "guarantee=at_least_once"));
  }

  private static Arguments change(String what, String... sets) {
    return Arguments.of(what, List.of(sets));
  }

  @ParameterizedTest
  @MethodSource
  void changesThatKeepTheResults(String what, List<String> sets) throws Exception {
    Settings before = run.settings();
    run.begin(1);
    run.strike(what, () -> {
      killWithPartialsLeft();
      apply(sets);
    });
    run.start("one");
    run.awaitProgress();

    // Under at-least-once there is no transaction that could be waited for.
    run.strikeNow("and back", () -> {
      run.instance("one").signal("TERM");
      assertThat(run.instance("one").exitCode(END)).isZero();
      sets.forEach(set -> restore(before, set));
    });
    run.start("one");
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @Test
  void aggregationAddedAndRemoved() throws Exception {
    run.begin(1);
    Map<Integer, Long> from = new HashMap<>();
    run.strike("an aggregation is added", () -> {
      from.putAll(killWithPartialsLeft());
      run.with("aggregations", "[" + byEventType("1s") + "," + aggregation("slow", "event_type", "2s", second()) + "]");
    });
    run.start("one");
    run.awaitProgress();
    ExpectedTotals recount = new ExpectedTotals(run.scenario(), run.settings());
    run.until("the new aggregation gives results", () -> !recount.found(second(), "slow", 2_000, "event_type").isEmpty());

    run.strike("an aggregation is removed", () -> {
      killWithPartialsLeft();
      run.with("aggregations", "[" + byEventType("1s") + "]");
    });
    run.start("one");
    run.awaitProgress();
    run.until("it says what it drops", () -> run.instance("one").err().contains("windows of aggregation slow"));
    Map<String, ExpectedTotals.Total> expected = recount.expected(2_000, "event_type", from);
    assertThat(expected).as("results of the time between").containsAllEntriesOf(recount.found(second(), "slow", 2_000, "event_type"));
    run.end(Bite.LAG);
  }

  static Stream<Arguments> definitionChanged() {
    return Stream.of(
        Arguments.of("window", NAME, 2_000, "event_type"),
        Arguments.of("group-by", NAME, 1_000, ""),
        Arguments.of("name", "by-type", 1_000, "event_type"));
  }

  @ParameterizedTest
  @MethodSource
  void definitionChanged(String what, String name, int sizeMs, String groupBy) throws Exception {
    run.begin(1);
    Map<Integer, Long> from = new HashMap<>();
    String output = "group-by".equals(what) ? second() : run.settings().output();
    run.strike(what + " of an aggregation changed", () -> {
      from.putAll(killWithPartialsLeft());
      run.with("aggregations", "[" + aggregation(name, groupBy, sizeMs + "ms", output) + "]");
    });
    run.start("one");
    run.awaitProgress();
    run.endEvents();

    ExpectedTotals recount = new ExpectedTotals(run.scenario(), run.settings());
    run.until("everything is read", () -> run.lag() == 0);
    Map<String, ExpectedTotals.Total> expected = recount.expected(sizeMs, groupBy, from);
    run.until("the results are there", () -> recount.found(output, name, sizeMs, groupBy).size() >= expected.size());
    assertThat(recount.found(output, name, sizeMs, groupBy)).isEqualTo(expected);
    assertThat(run.instance("one").err()).contains("dropping what was under way", "no longer configured");
    run.assertBitten(Bite.LAG);
    run.scenario().say("%d results from offsets %s on are right", expected.size(), from);
  }

  @Test
  void outputTopicChanged() throws Exception {
    run.begin(1);
    String before = run.settings().output();
    run.strike("output topic changed", () -> {
      killWithPartialsLeft();
      run.with("aggregations[0].output", second());
    });
    run.start("one");
    run.awaitProgress();
    run.endEvents();

    ExpectedTotals recount = new ExpectedTotals(run.scenario(), run.settings());
    run.until("everything is read", () -> run.lag() == 0);
    Map<String, ExpectedTotals.Total> expected = recount.expected(1_000, "event_type", Map.of());
    Map<String, ExpectedTotals.Total> all = new HashMap<>();
    run.until("all windows are in one topic or the other", () -> {
      all.putAll(recount.found(before, NAME, 1_000, "event_type"));
      all.putAll(recount.found(second(), NAME, 1_000, "event_type"));
      return all.size() >= expected.size();
    });
    assertThat(all).isEqualTo(expected);
    run.assertBitten(Bite.LAG);
  }

  /** The added topic never has an event: it is waited for until it is idle. When it is gone it must not be waited for ever. */
  @Test
  void inputTopicAddedAndRemoved() throws Exception {
    String first = run.settings().topic();
    run.begin(1);
    run.strike("an input topic is added", () -> {
      killWithPartialsLeft();
      run.with("input.topics", "[" + first + ", " + first + "-more]");
    });
    run.start("one");
    run.awaitProgress();
    run.until("the added topic is heard of", () -> run.scenario().ledger(run.settings()).clocks().keySet().stream().anyMatch(source -> source.topic().endsWith("-more")));

    run.strike("an input topic is removed", () -> {
      killWithPartialsLeft();
      run.with("input.topics", "[" + first + "]").with("input.idle-after", "1h");
    });
    run.start("one");
    run.awaitProgress();
    int results = run.results();
    run.until("windows close without the topic that is gone", () -> run.results() > results);
    run.with("input.idle-after", "2s");
    run.instance("one").kill();
    run.start("one");
    run.end(Bite.LAG);
  }

  @Test
  void anotherApplicationIdComputesEverythingAgain() throws Exception {
    run.begin(1);
    String other = run.settings().config().applicationId() + "-again";
    run.strike("another application-id", () -> {
      killWithPartialsLeft();
      run.with("application-id", other).with("aggregations[0].output", other).with("input.late", other + "-late").with("input.dead-letters", other + "-dlq");
    });
    run.start("one");
    run.until("it has caught up", () -> !run.scenario().results(run.settings()).isEmpty());
    run.end(Bite.LAG);
  }

  @Test
  @Tag("short")
  void anInstanceWithAnotherConfigurationIsRefusedWhileOthersRun() throws Exception {
    run.begin(1);
    Settings before = run.settings();
    run.strike("an instance with another configuration beside", () -> {
      run.with("aggregations", "[" + aggregation(NAME, "event_type", "2s", before.output()) + "]");
      Jvm two = run.start("two");
      assertThat(two.exitCode(END)).as(two.err()).isEqualTo(2);
      assertThat(two.err()).contains("run with other aggregations", "one-StreamThread-1", "application-id");
      assertThat(two.err()).doesNotContain("\n\tat ");
      run.saw("refusals", 1);
      run.scenario().say("%s", two.err().lines().reduce("", (first, last) -> last));
    });
    run.with("aggregations", "[" + byEventType("1s") + "]");
    assertThat(run.instance("one").isAlive()).isTrue();
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"partials-repartition", "windows-changelog", "sources-changelog"})
  void stateTopicDeletedWhileStopped(String topic) throws Exception {
    run.begin(1);
    run.strike("topic " + topic + " deleted while stopped", () -> {
      killWithPartialsLeft();
      run.scenario().admin().deleteTopics(List.of(run.settings().config().applicationId() + "-" + topic)).all().get();
      Jvm one = run.start("one");
      assertThat(one.exitCode(END)).as(one.err()).isEqualTo(1);
      assertThat(one.err()).contains(topic, "are gone", "windrow reset").doesNotContain("\n\tat ");
      run.saw("refusals", 1);
    });
    List<String> reset = new ArrayList<>(List.of("reset", "--outputs", "--execute"));
    reset.addAll(run.settings().arguments());
    Jvm resetting = run.scenario().command(reset);
    assertThat(resetting.exitCode(END)).as(resetting.err()).isZero();
    run.start("one");
    run.until("windows close again", () -> !run.scenario().results(run.settings()).isEmpty());
    run.end(Bite.LAG);
  }

  /** Returns where the input stands. There must be partials that are not merged: they are what a change has to cope with. */
  private Map<Integer, Long> killWithPartialsLeft() throws Exception {
    run.instance("one").kill();
    String partials = MergeStores.partialsTopic(run.settings().config().applicationId());
    Map<Integer, OffsetAndMetadata> merged = run.group().committed(partials);
    long left = run.scenario().records(run.settings(), partials).stream()
        .filter(record -> !merged.containsKey(record.partition()) || record.offset() >= merged.get(record.partition()).offset())
        .count();
    run.saw("partials left", left);
    Map<Integer, Long> standing = new HashMap<>();
    run.group().committed(run.settings().topic()).forEach((partition, offset) -> standing.put(partition, offset.offset()));
    return standing;
  }

  private void apply(List<String> sets) {
    sets.forEach(set -> run.with(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1)));
  }

  private void restore(Settings before, String set) {
    String key = set.substring(0, set.indexOf('='));
    String value = before.sets().stream().filter(one -> one.startsWith(key + "=")).reduce((first, last) -> last)
        .map(one -> one.substring(key.length() + 1)).orElse(DEFAULTS.get(key));
    run.with(key, value);
  }

  private static final Map<String, String> DEFAULTS = Map.of(
      "state.merge-partitions", "4", "state.retain", "10m", "state.store", "memory", "guarantee", "exactly_once");

  private String second() {
    return run.settings().config().applicationId() + "-second";
  }

  private String byEventType(String size) {
    return aggregation(NAME, "event_type", size, run.settings().config().applicationId() + "-results");
  }

  private static String aggregation(String name, String groupBy, String size, String output) {
    return "{name: " + name + ", group-by: [" + groupBy + "], window: {tumbling: " + size + ", grace: 500ms}, measures: {count: count(),"
        + " sum_value: sum(value), avg_value: avg(value), min_value: min(value), max_value: max(value)}, output: " + output + "}";
  }
}
